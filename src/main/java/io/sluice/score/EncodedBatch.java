package io.sluice.score;

import java.util.List;

/** The encoded rows of one batch and their scores as they come; parts may be scored in parallel. */
final class EncodedBatch {
  private final Kernel kernel;
  private final double[] rows;
  private final double[] scores;
  private final List<Refusal> refusals;

  EncodedBatch(Kernel kernel, double[] rows, int size, List<Refusal> refusals) {
    this.kernel = kernel;
    this.rows = rows;
    this.scores = new double[size];
    this.refusals = refusals;
  }

  int size() {
    return scores.length;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  void score(int from, int to) {
    kernel.score(rows, from, to, scores);
  }

  /** Once all parts are scored. */
  ScoredBatch result() {
    for (Refusal refusal : refusals) scores[refusal.row()] = Double.NaN;
    return new ScoredBatch(scores, refusals);
  }
}
