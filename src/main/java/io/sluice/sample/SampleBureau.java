package io.sluice.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credit bureau of the sample world on a port of its own, reachable from this machine only and
 * with a key that it makes up at each start. What it knows of a customer depends on the customer's
 * id alone; of one in twenty it has no file.
 */
final class SampleBureau implements AutoCloseable {
  private static final Pattern CUSTOMER = Pattern.compile("/customers/(C-[0-9]{6})");
  private static final int WITHOUT_FILE = 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String key = UUID.randomUUID().toString();

  SampleBureau() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample bureau finds no port", e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  String key() {
    return key;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher asked = CUSTOMER.matcher(exchange.getRequestURI().getPath());
      if (!known(exchange.getRequestHeaders().getFirst("Authorization")))
        reply(exchange, 401, "{}");
      else if (!asked.matches()) reply(exchange, 400, "{}");
      else if (Integer.parseInt(asked.group(1).substring(2)) % WITHOUT_FILE == 0)
        reply(exchange, 404, "{}");
      else reply(exchange, 200, file(asked.group(1)));
    }
  }

  private boolean known(@org.jspecify.annotations.Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + key).getBytes(StandardCharsets.UTF_8));
  }

  static String file(String customer) {
    SplittableRandom random = new SplittableRandom(customer.hashCode());
    int late = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
    return String.format(
        Locale.ROOT,
        "{\"credit_lines\": %d, \"utilization\": %.2f, \"delinquencies_24m\": %d, \"inquiries_6m\":"
            + " %d, \"months_since_delinquency\": %s, \"bureau_score\": %d}",
        1 + random.nextInt(8),
        random.nextDouble(),
        late,
        random.nextInt(5),
        late == 0 ? "null" : String.valueOf(1 + random.nextInt(24)),
        480 + random.nextInt(340) - 60 * late);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
