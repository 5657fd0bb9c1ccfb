package io.sluice.engine;

import io.sluice.step.StepRejected;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which step last rejected on this thread. The engine's own exception for an error that no event
 * catches says neither the facts nor the cause.
 */
final class Rejection {
  private static final ThreadLocal<@Nullable StepRejected> LAST = new ThreadLocal<>();

  private Rejection() {}

  static void forget() {
    LAST.remove();
  }

  static void note(StepRejected rejected) {
    LAST.set(rejected);
  }

  /** Forgets it as well. */
  static Optional<StepRejected> last() {
    Optional<StepRejected> last = Optional.ofNullable(LAST.get());
    LAST.remove();
    return last;
  }
}
