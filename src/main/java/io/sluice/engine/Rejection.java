package io.sluice.engine;

import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import org.camunda.bpm.engine.ProcessEngineException;
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

  /**
   * What a step threw that made the engine fail, or the engine's own failure when no step did.
   * Forgets the last rejection.
   */
  static RuntimeException behind(ProcessEngineException failure) {
    @Nullable StepRejected last = LAST.get();
    LAST.remove();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StepRejected rejected) return rejected;
      if (cause instanceof StepUnavailable unavailable) return unavailable;
    }
    return last != null && String.valueOf(failure.getMessage()).contains(last.code())
        ? last
        : failure;
  }
}
