package io.sluice.step;

import java.time.Instant;
import java.util.Optional;

/** Where a step tells how many rows it has done; also where it learns that its time is up. */
public interface Progress {
  Progress SILENT = new Progress() {};

  /**
   * Reports the rows done so far; cheap enough for every batch.
   *
   * @throws StepUnavailable when the step's deadline has passed
   */
  default void rows(long done) {}

  /** Reports how many rows there are in all, as soon as that is known. */
  default void expected(long rows) {}

  /** Reports how many rows the step turned away. */
  default void rejected(long rows) {}

  /** When the time is up that the flow grants the step here; empty when it says nothing. */
  default Optional<Instant> deadline() {
    return Optional.empty();
  }
}
