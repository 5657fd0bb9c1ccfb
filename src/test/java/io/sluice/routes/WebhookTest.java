package io.sluice.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.sluice.Databases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final SecretKey KEY = new SecretKeySpec(new byte[] {1, 2, 3}, "HmacSHA256");
  private static final String BODY = "{\"event\":\"release\",\"model\":\"tälja\"}";

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final AtomicInteger status = new AtomicInteger(200);
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private HttpServer receiver;
  private OutsideCalls calls;
  private Webhook webhook;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::hear);
    receiver.start();
    calls =
        new OutsideCalls(
            new OutsideBounds.Registries(
                RetryRegistry.ofDefaults(),
                RateLimiterRegistry.ofDefaults(),
                CircuitBreakerRegistry.ofDefaults(),
                TimeLimiterRegistry.of(
                    io.github.resilience4j.timelimiter.TimeLimiterConfig.custom()
                        .timeoutDuration(java.time.Duration.ofSeconds(20))
                        .build()),
                BulkheadRegistry.ofDefaults()),
            Clock.fixed(NOW, ZoneOffset.UTC));
    URI url = URI.create("http://localhost:" + receiver.getAddress().getPort() + "/hook");
    webhook = new Webhook(url, KEY, calls);
  }

  private void hear(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = call.getRequestHeaders();
    heard.add(
        "%s %s %s"
            .formatted(headers.getFirst(Webhook.EVENT), headers.getFirst(Webhook.SIGNATURE), body));
    call.getResponseHeaders().set("Location", "/elsewhere");
    call.sendResponseHeaders(status.get(), -1);
    call.close();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
    calls.close();
  }

  @Test
  void signsTheBodyThatItSends() throws Exception {
    webhook.send("e1", BODY);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(KEY);
    String expected = HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
    assertThat(heard).containsExactly("e1 sha256=" + expected + " " + BODY);
  }

  @Test
  void neitherFollowsARedirectNorTriesAgainWhatIsRefused() {
    status.set(302);
    assertThatThrownBy(() -> webhook.send("e1", BODY)).hasMessageContaining("answered 302");
    assertThat(heard).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void tellsEachEventUntilItIsTaken(Databases database) {
    try (HikariDataSource source = database.open(folder)) {
      JdbcClient jdbc = JdbcClient.create(source);
      EventSender sender = new EventSender(jdbc, webhook, now::get);
      add(jdbc, "e1", NOW);
      add(jdbc, "old", NOW.minusSeconds(4 * 86_400));
      status.set(503);
      sender.look();
      sender.look();
      assertThat(heard).hasSize(1);
      status.set(200);
      now.set(NOW.plusSeconds(30));
      new EventSender(jdbc, webhook, now::get).look();
      sender.look();
      assertThat(heard).hasSize(2).allMatch(text -> text.startsWith("e1 "));
      add(jdbc, "e2", NOW);
      status.set(404);
      sender.look();
      assertThat(
              jdbc.sql("select id || ' ' || state from model_event order by id")
                  .query(String.class)
                  .list())
          .containsExactly("e1 DELIVERED", "e2 REFUSED", "old PENDING");
    }
  }

  private static void add(JdbcClient jdbc, String id, Instant at) {
    jdbc.sql(
            """
            insert into model_event (id, body, state, tries, due_at, created_at)
            values (:id, :body, 'PENDING', 0, :at, :at)
            """)
        .param("id", id)
        .param("body", BODY)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }
}
