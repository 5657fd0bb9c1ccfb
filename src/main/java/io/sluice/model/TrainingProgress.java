package io.sluice.model;

import io.sluice.step.Progress;

/**
 * Tells how far a training is, as if each tree of each fitting did its share of the rows; also ends
 * a training whose deadline has passed.
 */
final class TrainingProgress {
  private final Progress progress;
  private final long rows;
  private final long steps;
  private long done;

  /**
   * @param rows to learn from and to measure on
   */
  TrainingProgress(Progress progress, long rows, ModelSpec spec) {
    this.progress = progress;
    this.rows = rows;
    int fits = spec.search() == null ? 1 : spec.search().tries() + 1;
    this.steps = (long) fits * spec.algorithm().steps();
  }

  /** One at a time: trees are fitted in parallel, and progress is told by one. */
  synchronized void step() {
    done++;
    progress.rows(Math.min(rows, rows * done / steps));
  }
}
