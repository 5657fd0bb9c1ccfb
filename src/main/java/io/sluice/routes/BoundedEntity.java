package io.sluice.routes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** The body of an answer, which must not be larger than a limit. */
final class BoundedEntity extends HttpEntityWrapper {
  private final long most;
  private final Runnable hangUp;
  private @Nullable InputStream content;

  /**
   * @param most bytes
   * @param hangUp ends the connection: whoever closes the stream would read the rest first
   */
  BoundedEntity(HttpEntity answer, long most, Runnable hangUp) {
    super(answer);
    this.most = most;
    this.hangUp = hangUp;
  }

  /** The answer is larger than allowed. */
  static final class AnswerTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private AnswerTooLarge(long most) {
      super("the answer is larger than the " + most + " bytes of sluice.connectors.max-answer");
    }
  }

  @Override
  public InputStream getContent() throws IOException {
    if (content != null) return content;
    content = new Bounded(super.getContent());
    if (getContentLength() > most) throw tooLarge();
    return content;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    getContent().transferTo(out);
  }

  private AnswerTooLarge tooLarge() {
    hangUp.run();
    return new AnswerTooLarge(most);
  }

  private final class Bounded extends FilterInputStream {
    private long read;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      int n = super.read(buffer, offset, count);
      if (n > 0) read += n;
      if (read > most) throw tooLarge();
      return n;
    }
  }
}
