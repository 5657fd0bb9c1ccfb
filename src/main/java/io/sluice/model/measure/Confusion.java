package io.sluice.model.measure;

import java.util.OptionalDouble;

/**
 * What happens when every row whose score is at least the cut-off is taken for positive.
 *
 * @param cutoff a score from 0 to 1
 * @param truePositives taken for positive and positive
 * @param falsePositives taken for positive and not
 */
public record Confusion(
    double cutoff,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives) {

  static Confusion of(Ranking ranking, double cutoff) {
    long taken = 0;
    long right = 0;
    for (int place = 0; place < ranking.places(); place++) {
      if (ranking.scores()[place] < cutoff) break;
      taken += ranking.rows()[place];
      right += ranking.positives()[place];
    }
    long missed = ranking.allPositives() - right;
    long wrong = taken - right;
    return new Confusion(cutoff, right, wrong, ranking.size() - taken - missed, missed);
  }

  /** Share of positives among those taken for positive; empty when none is. */
  public OptionalDouble precision() {
    long taken = truePositives + falsePositives;
    return taken == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) truePositives / taken);
  }

  /** Share of the positives that are found (sensitivity). */
  public double recall() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /** Share of the negatives that are left alone. */
  public double specificity() {
    return (double) trueNegatives / (trueNegatives + falsePositives);
  }

  /** Harmonic mean of precision and recall (van Rijsbergen 1979). */
  public double f1() {
    return 2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
  }
}
