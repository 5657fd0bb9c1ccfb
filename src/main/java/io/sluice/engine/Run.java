package io.sluice.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a flow.
 *
 * @param file name of the file that started it, empty when none did
 * @param message why it was refused or failed, or which remarks it left; no row values
 */
public record Run(
    String id,
    String flow,
    int flowVersion,
    String businessKey,
    String file,
    State state,
    Instant started,
    @Nullable Instant ended,
    String message,
    List<RunStep> steps) {

  public Run {
    steps = List.copyOf(steps);
  }

  /** Where a run stands. */
  public enum State {
    RUNNING,
    /** A step's retries are used up; the run waits for a person. */
    FAILED,
    /** Ended with its result. */
    COMPLETED,
    /** Ended without a result, for a reason that no retry heals; what it had done is undone. */
    REFUSED,
    /** Ended because somebody asked for that; what it had done is undone. */
    CANCELLED
  }
}
