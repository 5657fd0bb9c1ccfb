package io.sluice.score;

import io.sluice.step.StepBroken;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds by bisection the rows that a model fails on, so that all others get the score that they
 * would have had without them. A model that fails on too many rows, or on every one, is broken
 * itself: then its own failure goes on, instead of a quarantine of everything. For one run and one
 * thread.
 */
final class PoisonRows {
  private static final Logger LOG = LoggerFactory.getLogger(PoisonRows.class);

  private final ScoringModel model;
  private final int most;
  private @Nullable RuntimeException first;
  private int count;

  PoisonRows(ScoringModel model, int most) {
    this.model = model;
    this.most = most;
  }

  int count() {
    return count;
  }

  /** Scores a whole batch in the caller's thread. */
  void score(EncodedBatch batch) {
    score(batch, 0, batch.size());
  }

  /**
   * Scores rows {@code from} (inclusive) to {@code to} (exclusive) after that failed once.
   *
   * @throws RuntimeException the model's own failure, when the rows are not to blame for it
   */
  void isolate(EncodedBatch batch, int from, int to, RuntimeException failure) {
    if (deliberate(failure)) throw failure;
    // Refused rows hold what means nothing: they are passed over, not blamed a second time.
    boolean any = false;
    int start = from;
    for (Refusal refusal : batch.refusals())
      if (refusal.row() >= from && refusal.row() < to) {
        any = true;
        if (refusal.row() > start) score(batch, start, refusal.row());
        start = refusal.row() + 1;
      }
    if (!any) halve(batch, from, to, failure);
    else if (start < to) score(batch, start, to);
  }

  /**
   * To be asked when all rows have been tried.
   *
   * @throws RuntimeException the model's own failure, when it failed on all of several rows
   */
  void settle(long scored) {
    if (scored == 0 && count > 1 && first != null) throw first;
  }

  private void score(EncodedBatch batch, int from, int to) {
    try {
      batch.score(from, to);
    } catch (RuntimeException failure) {
      isolate(batch, from, to, failure);
    }
  }

  private void halve(EncodedBatch batch, int from, int to, RuntimeException failure) {
    if (to - from == 1) {
      leaveOut(batch, from, failure);
      return;
    }
    int middle = (from + to) >>> 1;
    score(batch, from, middle);
    score(batch, middle, to);
  }

  private void leaveOut(EncodedBatch batch, int row, RuntimeException failure) {
    if (first == null) {
      first = failure;
      told(failure);
    }
    if (++count > most) throw first;
    batch.leaveOut(row, Refusal.Poison.of(failure));
  }

  /** What a step says on purpose is about the step, not about a row. */
  private static boolean deliberate(RuntimeException failure) {
    return failure instanceof StepRejected
        || failure instanceof StepUnavailable
        || failure instanceof StepBroken;
  }

  /** Without the message, which may hold values of the row. */
  private void told(RuntimeException failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    LOG.warn(
        "Version {} of model {} fails on a row, which gets no score: {} at {}",
        model.version(),
        model.name(),
        failure.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
  }
}
