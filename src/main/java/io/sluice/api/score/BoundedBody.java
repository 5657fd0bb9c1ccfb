package io.sluice.api.score;

import io.sluice.step.StepRejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** Ends the reading of a body that is larger than allowed, whatever its head says. */
final class BoundedBody extends FilterInputStream {
  private final DataSize most;
  private long read;

  BoundedBody(InputStream body, DataSize most) {
    super(body);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) count(1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) count(count);
    return count;
  }

  private void count(int bytes) {
    read += bytes;
    if (read > most.toBytes()) throw tooLarge(most);
  }

  static StepRejected tooLarge(DataSize most) {
    return new StepRejected(
        "too-large",
        "the body is larger than the %,d bytes that are taken in: send the records in parts, or as a file"
            .formatted(most.toBytes()),
        Map.of("maxBytes", most.toBytes()));
  }
}
