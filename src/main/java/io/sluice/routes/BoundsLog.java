package io.sluice.routes;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import io.sluice.routes.LastMinute.Outcome;
import io.sluice.step.Circuits.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What happened at the bounds of one connector lately. */
final class BoundsLog {
  private static final int KEPT = 100;

  private final String connector;
  private final InstantSource clock;
  private final LastMinute minute;
  private final Deque<Event> events = new ArrayDeque<>(KEPT);
  private volatile Instant since;

  BoundsLog(String connector, InstantSource clock) {
    this.connector = connector;
    this.clock = clock;
    this.minute = new LastMinute(clock);
    this.since = clock.instant();
  }

  void follow(CircuitBreaker circuit) {
    circuit
        .getEventPublisher()
        .onSuccess(event -> minute.add(Outcome.SUCCEEDED))
        .onError(event -> failed(event.getThrowable()))
        .onCallNotPermitted(event -> minute.add(Outcome.NOT_PERMITTED))
        .onStateTransition(event -> changed(event.getStateTransition()));
  }

  void follow(Retry retry) {
    retry
        .getEventPublisher()
        .onRetry(
            event ->
                add(
                    "retried",
                    "%s, after %d ms"
                        .formatted(
                            kind(event.getLastThrowable()), event.getWaitInterval().toMillis())));
  }

  void follow(RateLimiter rate) {
    rate.getEventPublisher().onFailure(event -> heldBack("over-rate"));
  }

  void follow(Bulkhead bulkhead) {
    bulkhead.getEventPublisher().onCallRejected(event -> heldBack("too-many-at-once"));
  }

  private void failed(Throwable failure) {
    minute.add(Outcome.FAILED);
    add(failure instanceof TimeoutException ? "timed-out" : "failed", kind(failure));
  }

  private void heldBack(String kind) {
    minute.add(Outcome.NOT_PERMITTED);
    add(kind, "");
  }

  private void changed(CircuitBreaker.StateTransition change) {
    since = clock.instant();
    add(word(change.getToState()), "was " + word(change.getFromState()));
  }

  private static String word(CircuitBreaker.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its class only: an outside message may quote what was sent. */
  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "" : failure.getClass().getSimpleName();
  }

  private synchronized void add(String kind, String detail) {
    if (events.size() == KEPT) events.removeLast();
    events.addFirst(new Event(clock.instant(), connector, kind, detail));
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  Instant since() {
    return since;
  }

  /** Counts of the last minute, by the ordinal of the outcome. */
  long[] counts() {
    return minute.sums();
  }
}
