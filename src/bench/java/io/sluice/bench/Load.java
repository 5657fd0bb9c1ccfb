package io.sluice.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends one request over and over on connections that stay open, each waiting for its answer. Less
 * than an HTTP client does, so that the server has the processors.
 */
final class Load {
  private final int port;
  private final byte[] request;

  Load(int port, String path, String authorization, String body) {
    this.port = port;
    this.request =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Authorization: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(path, authorization, body.length(), body)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @param rate requests a second
   * @param p50 in microseconds
   * @param p99 in microseconds
   */
  record Result(double rate, double p50, double p99) {}

  Result run(int connections, Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Callable<long[]>> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) clients.add(() -> client(end));
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      long start = System.nanoTime();
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> client : threads.invokeAll(clients)) all.add(client.get());
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      return new Result(
          nanos.length / seconds,
          nanos[nanos.length / 2] / 1e3,
          nanos[(int) (nanos.length * .99)] / 1e3);
    }
  }

  private long[] client(long end) throws IOException {
    long[] nanos = new long[1 << 17];
    int count = 0;
    while (System.nanoTime() < end)
      try (Socket socket = new Socket("localhost", port)) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (boolean open = true; open && System.nanoTime() < end; ) {
          long start = System.nanoTime();
          socket.getOutputStream().write(request);
          open = answer(in);
          nanos[count++] = System.nanoTime() - start;
        }
      }
    return Arrays.copyOf(nanos, count);
  }

  /** Whether the connection stays open. */
  private static boolean answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) throw new IOException("it answers " + status);
    int length = -1;
    boolean open = true;
    for (String head = line(in); !head.isEmpty(); head = line(in)) {
      String lower = head.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:"))
        length = Integer.parseInt(head.substring(15).strip());
      if (lower.equals("connection: close")) open = false;
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return open;
    }
    for (int chunk = chunk(in); ; chunk = chunk(in)) {
      in.skipNBytes(chunk);
      line(in);
      if (chunk == 0) return open;
    }
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("the connection was closed");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }
}
