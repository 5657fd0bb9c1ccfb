package io.sluice.routes;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.sluice.routes.LastMinute.Outcome;
import io.sluice.step.Circuits.Circuit;
import io.sluice.step.Circuits.Event;
import io.sluice.step.Circuits.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * The bounds of one connector, from the outside in: retry, rate, circuit, time, calls at once. The
 * rate lies outside of the circuit, for a call that we held back says nothing of the connector; the
 * bulkhead lies innermost, for a call that outlives its time still occupies its place.
 */
final class OutsideBounds {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Retry retry;
  private final RateLimiter rate;
  private final CircuitBreaker circuit;
  private final TimeLimiter time;
  private final Bulkhead bulkhead;
  private final Clock clock;
  private final BoundsLog log;
  private final int configuredRate;
  private volatile Instant halfOpens = Instant.EPOCH;

  /** Where the settings under {@code resilience4j} live; a connector's name names its own. */
  record Registries(
      RetryRegistry retries,
      RateLimiterRegistry rates,
      CircuitBreakerRegistry circuits,
      TimeLimiterRegistry times,
      BulkheadRegistry bulkheads) {}

  OutsideBounds(Registries registries, String connector, Clock clock) {
    this.retry = registries.retries().retry(connector);
    this.rate = registries.rates().rateLimiter(connector);
    this.circuit = registries.circuits().circuitBreaker(connector);
    this.time = registries.times().timeLimiter(connector);
    this.bulkhead = registries.bulkheads().bulkhead(connector);
    this.clock = clock;
    this.configuredRate = rate.getRateLimiterConfig().getLimitForPeriod();
    this.log = new BoundsLog(connector, clock);
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) opened();
            });
    log.follow(circuit);
    log.follow(retry);
    log.follow(rate);
    log.follow(bulkhead);
  }

  private void opened() {
    halfOpens = clock.instant().plusMillis(openFor());
  }

  private long openFor() {
    return circuit.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
  }

  <T> Callable<T> around(Callable<T> work, ExecutorService threads) {
    Callable<T> placed = Bulkhead.decorateCallable(bulkhead, work);
    Callable<T> timed = () -> time.executeFutureSupplier(() -> threads.submit(placed));
    return RateLimiter.decorateCallable(rate, CircuitBreaker.decorateCallable(circuit, timed));
  }

  <T> Callable<T> repeating(Callable<T> call) {
    return Retry.decorateCallable(retry, call);
  }

  /** When an open circuit lets a call through again; never in the past. */
  Instant halfOpens() {
    Instant now = clock.instant();
    // Further away than that, and it opened before the clock was set back.
    if (halfOpens.isAfter(now.plusMillis(openFor()))) return now.plusMillis(openFor());
    return halfOpens.isAfter(now.plus(LEAST)) ? halfOpens : now.plus(LEAST);
  }

  /** After which more calls are allowed. */
  Duration refresh() {
    return rate.getRateLimiterConfig().getLimitRefreshPeriod();
  }

  /** See {@link io.sluice.step.Circuits#share}. */
  void share(int nodes) {
    int part = Math.max(1, configuredRate / Math.max(1, nodes));
    if (rate.getRateLimiterConfig().getLimitForPeriod() != part) rate.changeLimitForPeriod(part);
  }

  /** See {@link io.sluice.step.Circuits#probe}. */
  void probe() {
    if (circuit.getState() == CircuitBreaker.State.OPEN) circuit.transitionToHalfOpenState();
  }

  List<Event> events() {
    return log.events();
  }

  Circuit now() {
    State state = state();
    long[] counts = log.counts();
    int most = bulkhead.getMetrics().getMaxAllowedConcurrentCalls();
    return new Circuit(
        circuit.getName(),
        state,
        log.since(),
        counts[Outcome.SUCCEEDED.ordinal()],
        counts[Outcome.FAILED.ordinal()],
        counts[Outcome.NOT_PERMITTED.ordinal()],
        most - bulkhead.getMetrics().getAvailableConcurrentCalls(),
        most,
        rate.getRateLimiterConfig().getLimitForPeriod(),
        refresh(),
        circuit.getMetrics().getFailureRate(),
        circuit.getMetrics().getSlowCallRate(),
        time.getTimeLimiterConfig().getTimeoutDuration(),
        state == State.OPEN ? halfOpens : null);
  }

  private State state() {
    return switch (circuit.getState()) {
      case OPEN, FORCED_OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
    };
  }
}
