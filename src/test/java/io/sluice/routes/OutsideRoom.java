package io.sluice.routes;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.util.unit.DataSize;

/** The real connectors within small bounds, at a time that a test tells. */
final class OutsideRoom implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final Duration OPEN = Duration.ofSeconds(30);
  static final int RATE = 200;

  /** How many calls the circuit looks at before it may open. */
  static final int WINDOW = 4;

  final DefaultCamelContext camel = new DefaultCamelContext();
  final OutsideCalls calls;
  final CamelLookup lookup;
  final CamelTargets targets;
  final LiveCircuits circuits;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  /**
   * @param time limit of each call
   * @param tries of calls that may be repeated
   * @param maxAnswer size of an HTTP answer
   */
  record Bounds(Duration time, int tries, int mostAtOnce, DataSize maxAnswer) {
    static final Bounds WIDE = new Bounds(Duration.ofMinutes(1), 2, 10, DataSize.ofMegabytes(1));

    Bounds within(Duration limit) {
      return new Bounds(limit, 1, mostAtOnce, maxAnswer);
    }

    Bounds tries(int count) {
      return new Bounds(time, count, mostAtOnce, maxAnswer);
    }
  }

  OutsideRoom(Bounds bounds, Map<String, String> settings) {
    Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    settings.forEach(camel.getPropertiesComponent()::addInitialProperty);
    CarefulRoutes.watch(camel);
    CarefulHttp.offer(camel, bounds.maxAnswer());
    camel.start();
    calls = new OutsideCalls(registries(bounds, clock), clock);
    lookup = new CamelLookup(camel, calls);
    targets = new CamelTargets(camel, calls);
    circuits = new LiveCircuits(calls, () -> Entries.outside(camel));
  }

  private static OutsideBounds.Registries registries(Bounds bounds, Clock clock) {
    return new OutsideBounds.Registries(
        RetryRegistry.of(
            RetryConfig.custom()
                .maxAttempts(bounds.tries())
                .waitDuration(Duration.ofMillis(1))
                .ignoreExceptions(
                    CallNotPermittedException.class,
                    RequestNotPermitted.class,
                    BulkheadFullException.class)
                .build()),
        RateLimiterRegistry.of(
            RateLimiterConfig.custom()
                .limitForPeriod(RATE)
                .limitRefreshPeriod(Duration.ofHours(1))
                .timeoutDuration(Duration.ZERO)
                .build()),
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(2)
                .ignoreExceptions(BulkheadFullException.class)
                .clock(clock)
                .build()),
        TimeLimiterRegistry.of(TimeLimiterConfig.custom().timeoutDuration(bounds.time()).build()),
        BulkheadRegistry.of(
            BulkheadConfig.custom()
                .maxConcurrentCalls(bounds.mostAtOnce())
                .maxWaitDuration(Duration.ZERO)
                .build()));
  }

  /** Loads connectors of {@code connectors/}. */
  OutsideRoom with(String... connectors) throws Exception {
    for (String connector : connectors)
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveResource(
                  camel, "classpath:connectors/" + connector + ".camel.yaml"));
    return this;
  }

  void timeGoesBy(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  io.sluice.step.Circuits.Circuit circuit(String name) {
    return circuits.all().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    lookup.close();
    targets.close();
    calls.close();
    camel.stop();
  }
}
