package io.sluice.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.sluice.publish.Notice;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelTargetsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration OPEN = Duration.ofSeconds(30);

  @TempDir Path home;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final AtomicInteger asked = new AtomicInteger();
  private OutsideCalls calls;
  private CamelTargets targets;

  @BeforeEach
  void start() {
    camel.getPropertiesComponent().addInitialProperty("sluice.home", home.toString());
    camel.start();
    calls = new OutsideCalls(registries(), Clock.fixed(NOW, ZoneOffset.UTC));
    targets = new CamelTargets(camel, calls);
  }

  @AfterEach
  void stop() throws IOException {
    targets.close();
    calls.close();
    camel.close();
  }

  private static OutsideBounds.Registries registries() {
    return new OutsideBounds.Registries(
        RetryRegistry.of(
            RetryConfig.custom()
                .maxAttempts(2)
                .waitDuration(Duration.ofMillis(1))
                .ignoreExceptions(CallNotPermittedException.class)
                .build()),
        RateLimiterRegistry.of(
            RateLimiterConfig.custom()
                .limitForPeriod(10)
                .limitRefreshPeriod(Duration.ofHours(1))
                .timeoutDuration(Duration.ZERO)
                .build()),
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(4)
                .waitDurationInOpenState(OPEN)
                .build()),
        times(),
        BulkheadRegistry.of(
            BulkheadConfig.custom().maxConcurrentCalls(2).maxWaitDuration(Duration.ZERO).build()));
  }

  /** Long for all but the connector named slow. */
  private static TimeLimiterRegistry times() {
    TimeLimiterRegistry times = TimeLimiterRegistry.of(within(Duration.ofMinutes(1)));
    times.timeLimiter("slow", within(Duration.ofMillis(50)));
    return times;
  }

  private static TimeLimiterConfig within(Duration time) {
    return TimeLimiterConfig.custom().timeoutDuration(time).build();
  }

  @Test
  void writesANoticeAsAFileThatTheSameNoticeWritesAgain() throws Exception {
    load("scores-notice.camel.yaml");
    Path file = home.resolve("outbox/notices/abc.json");
    targets.send(new Notice("abc", "scores-notice", "{\"n\":\"ä\"}"));
    assertThat(file).hasContent("{\"n\":\"ä\"}");
    targets.send(new Notice("abc", "scores-notice", "{\"n\":\"ä\"}"));
    assertThat(file).hasContent("{\"n\":\"ä\"}");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesATargetThatNoConnectorOffers() throws Exception {
    load("scores-notice.camel.yaml");
    assertThatThrownBy(() -> send("../etc"))
        .isInstanceOf(StepRejected.class)
        .hasMessageContaining("[scores-notice]");
  }

  @Test
  void tellsWhyTheTargetRefused() throws Exception {
    route("picky", exchange -> exchange.getMessage().setHeader("refused", "no such mailbox"));
    StepRejected refusal = catchThrowableOfType(StepRejected.class, () -> send("picky"));
    assertThat(refusal.code()).isEqualTo("target-refused");
    assertThat(refusal.reason()).contains("no such mailbox");
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainWhenTheTargetStumbles() throws Exception {
    route(
        "flaky",
        exchange -> {
          if (asked.get() == 1) throw new IOException("reset");
        });
    send("flaky");
    assertThat(asked).hasValue(2);
  }

  @Test
  void callsOnceWhatMustNotBeRepeated() {
    assertThatThrownBy(
            () ->
                calls.once(
                    "mail",
                    () -> {
                      asked.incrementAndGet();
                      throw new IOException("reset");
                    }))
        .isInstanceOf(StepUnavailable.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void waitsNoLongerThanItsTimeForASlowTarget() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    route("slow", exchange -> never.await());
    StepUnavailable late = catchThrowableOfType(StepUnavailable.class, () -> send("slow"));
    assertThat(late).hasMessageContaining("TimeoutException");
    assertThat(late.retryAt()).isEmpty();
  }

  @Test
  void leavesABrokenTargetAloneUntilItsCircuitHalfOpens() throws Exception {
    route(
        "broken",
        exchange -> {
          throw new IOException("reset");
        });
    for (int i = 0; i < 2; i++)
      assertThat(catchThrowableOfType(StepUnavailable.class, () -> send("broken")).retryAt())
          .isEmpty();
    StepUnavailable open = catchThrowableOfType(StepUnavailable.class, () -> send("broken"));
    assertThat(open.retryAt()).contains(NOW.plus(OPEN));
    assertThat(asked).hasValue(4);
  }

  @Test
  void keepsOneConnectorsTroubleFromAnother() throws Exception {
    route(
        "broken",
        exchange -> {
          throw new IOException("reset");
        });
    route("sound", exchange -> {});
    for (int i = 0; i < 3; i++)
      assertThatThrownBy(() -> send("broken")).isInstanceOf(StepUnavailable.class);
    send("sound");
  }

  @Test
  void holdsBackCallsAboveTheRate() throws Exception {
    route("eager", exchange -> {});
    for (int i = 0; i < 10; i++) send("eager");
    StepUnavailable held = catchThrowableOfType(StepUnavailable.class, () -> send("eager"));
    assertThat(held.retryAt()).contains(NOW.plus(Duration.ofHours(1)));
  }

  private void send(String target) {
    targets.send(new Notice("abc", target, "{}"));
  }

  private void route(String target, Processor behaviour) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("direct:target-" + target).process(this::count).process(behaviour);
          }

          private void count(Exchange exchange) {
            asked.incrementAndGet();
          }
        });
  }

  private void load(String connector) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:connectors/" + connector));
  }
}
