package io.sluice.console;

import io.sluice.engine.RunStep;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step as a page shows it.
 *
 * @param expected rows in all, absent while unknown
 */
record StepLine(
    String title,
    RunStep.State state,
    int tries,
    long millis,
    long rows,
    @Nullable Long expected,
    long rejected,
    String message) {

  static StepLine of(RunStep step, Instant now) {
    return new StepLine(
        step.title(),
        step.state(),
        step.tries(),
        millis(step.started(), step.ended(), now),
        step.rows(),
        step.expected() < 0 ? null : step.expected(),
        step.rejected(),
        step.message());
  }

  static long millis(Instant started, @Nullable Instant ended, Instant now) {
    return Math.max(0, Duration.between(started, ended == null ? now : ended).toMillis());
  }
}
