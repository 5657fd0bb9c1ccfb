package io.sluice.step;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The step could not get through now: its job fails and is retried, unless its flow catches the
 * BPMN error {@value #CODE} and so takes another way at once.
 */
public final class StepUnavailable extends RuntimeException {
  /** Code of the BPMN error that it becomes where an event catches that. */
  public static final String CODE = "unavailable";

  private static final long serialVersionUID = 1L;

  private final @Nullable Instant retryAt;
  private final @Nullable String peer;

  public StepUnavailable(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /**
   * @param retryAt when the next try makes sense, as with an open circuit; that try is not counted
   *     against the retries
   */
  public StepUnavailable(String message, @Nullable Throwable cause, @Nullable Instant retryAt) {
    this(message, cause, retryAt, null);
  }

  /**
   * @param retryAt when the next try makes sense; null when nothing is known of that
   * @param peer name of the connector, or of the model's endpoint, that did not answer; null when
   *     it was nobody else's fault
   */
  public StepUnavailable(
      String message, @Nullable Throwable cause, @Nullable Instant retryAt, @Nullable String peer) {
    super(message, cause);
    this.retryAt = retryAt;
    this.peer = peer;
  }

  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** Who did not answer: the name under which {@link Circuits} knows it. */
  public Optional<String> peer() {
    return Optional.ofNullable(peer);
  }
}
