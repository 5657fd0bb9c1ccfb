package io.sluice.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.kit.FaultProxy;
import io.sluice.routes.OutsideRoom.Bounds;
import io.sluice.step.StepUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of a size that nobody asked for, byte by byte as a server may send them. */
class AnswerSizeTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int HUGE = 100 * MEGABYTE;

  /** What systems hold in buffers between the two ends of a connection. */
  private static final long UNDER_WAY = 16L * MEGABYTE;

  private final Map<String, String> settings = new HashMap<>();
  private ServerSocket server;
  private FaultProxy network;
  private OutsideRoom room;
  private volatile Says says = out -> {};

  private interface Says {
    void to(OutputStream out) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    network = new FaultProxy(server.getLocalPort());
    settings.put("sluice.bureau.url", "http://localhost:" + network.port());
    room = new OutsideRoom(Bounds.WIDE.tries(1), settings).with("credit-bureau");
  }

  @AfterEach
  void stop() throws IOException {
    room.close();
    network.close();
    server.close();
  }

  private void serve() {
    while (!server.isClosed())
      try (Socket client = server.accept()) {
        client.getInputStream().read(new byte[8192]);
        says.to(client.getOutputStream());
      } catch (IOException e) {
        // The client had enough, or the test has.
      }
  }

  private Map<String, @Nullable Object> ask() {
    return room.lookup.ask("credit-bureau", Map.of("customer_id", "C-000042"));
  }

  private String failure() {
    StepUnavailable away = catchThrowableOfType(StepUnavailable.class, this::ask);
    assertThat(away).isNotNull();
    assertThat(away.peer()).contains("credit-bureau");
    return String.valueOf(away.getMessage());
  }

  private static void head(OutputStream out, String... headers) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n".getBytes(StandardCharsets.UTF_8));
    for (String header : headers) out.write((header + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.write("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void blanks(OutputStream out, long count) throws IOException {
    byte[] some = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
    for (long sent = 0; sent < count; sent += some.length)
      out.write(some, 0, (int) Math.min(some.length, count - sent));
  }

  private static byte[] object(int size) {
    return ("{" + " ".repeat(size - 2) + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void takesAnAnswerOfTheLargestSize() {
    says =
        out -> {
          head(out, "Connection: close");
          out.write(object(MEGABYTE));
        };
    assertThat(ask()).isEmpty();
  }

  @Test
  void refusesAByteMoreAndHangsUp() {
    says =
        out -> {
          head(out, "Connection: close");
          out.write(object(MEGABYTE + 1));
        };
    assertThat(failure()).contains("AnswerTooLarge");
    await().untilAsserted(() -> assertThat(network.standing()).isZero());
  }

  @Test
  void readsNothingOfAnAnswerThatSaysItIsHuge() {
    says =
        out -> {
          head(out, "Content-Length: " + HUGE);
          blanks(out, HUGE);
        };
    assertThat(failure()).contains("AnswerTooLarge");
    assertThat(network.answered()).isLessThan(UNDER_WAY);
  }

  @Test
  void readsNoFurtherWhenAnAnswerDoesNotEnd() {
    says =
        out -> {
          head(out, "Connection: close");
          blanks(out, Long.MAX_VALUE);
        };
    assertThat(failure()).contains("AnswerTooLarge");
    assertThat(network.answered()).isLessThan(UNDER_WAY);
  }

  @Test
  void countsWhatIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      blanks(gzip, HUGE);
    }
    assertThat(packed.size()).isLessThan(MEGABYTE);
    says =
        out -> {
          head(out, "Content-Encoding: gzip", "Content-Length: " + packed.size());
          packed.writeTo(out);
        };
    assertThat(failure()).contains("AnswerTooLarge");
  }

  @Test
  void readsNoFurtherWhenTheHeadDoesNotEnd() {
    says =
        out -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
          for (int i = 0; i < 1_000_000; i++)
            out.write(
                ("X-" + i + ": " + "x".repeat(100) + "\r\n").getBytes(StandardCharsets.UTF_8));
        };
    assertThat(failure()).contains("MessageConstraintException");
    assertThat(network.answered()).isLessThan(UNDER_WAY);
  }

  @Test
  void takesNoAnswerThatIsShorterThanItSays() {
    says =
        out -> {
          head(out, "Content-Length: 100");
          out.write("{}".getBytes(StandardCharsets.UTF_8));
        };
    assertThat(failure()).contains("ConnectionClosedException");
  }

  @Test
  void takesNoAnswerThatIsLongerThanItSays() {
    says =
        out -> {
          head(out, "Content-Length: 10");
          out.write("{\"bureau_score\": 640}".getBytes(StandardCharsets.UTF_8));
        };
    assertThat(failure()).contains("AnswerUnreadable");
  }

  @Test
  void takesNoAnswerThatIsNotOfTheProtocol() {
    says = out -> out.write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(failure()).contains("gave no answer");
  }
}
