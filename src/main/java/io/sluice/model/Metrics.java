package io.sluice.model;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores tell positives from negatives, on rows that training did not see.
 *
 * @param auc area under the ROC curve, ties counted half (Hanley and McNeil 1982)
 * @param gini 2 × AUC - 1
 * @param ks largest distance between the score distributions of positives and negatives
 * @param logLoss mean of {@code -ln p(what happened)}, p kept 1e-15 away from 0 and 1
 * @param brier mean squared difference of score and outcome (Brier 1950)
 */
public record Metrics(
    double auc, double gini, double ks, double logLoss, double brier, long rows, long positives) {
  private static final double EDGE = 1e-15;

  /**
   * @param scores without NaN
   * @throws IllegalArgumentException when only one class is there
   */
  public static Metrics of(double[] scores, boolean[] positive) {
    long positives = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    long negatives = positive.length - positives;
    if (positives == 0 || negatives == 0)
      throw new IllegalArgumentException("positives and negatives are needed to measure");
    double logLoss = 0;
    double brier = 0;
    for (int i = 0; i < scores.length; i++) {
      double p = Math.min(1 - EDGE, Math.max(EDGE, scores[i]));
      logLoss -= Math.log(positive[i] ? p : 1 - p);
      brier += Math.pow(scores[i] - (positive[i] ? 1 : 0), 2);
    }
    Curve curve = Curve.of(scores, positive, positives, negatives);
    return new Metrics(
        curve.area(),
        2 * curve.area() - 1,
        curve.distance(),
        logLoss / scores.length,
        brier / scores.length,
        scores.length,
        positives);
  }

  private record Curve(double area, double distance) {

    static Curve of(double[] scores, boolean[] positive, long positives, long negatives) {
      int[] order =
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> scores[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      double pairs = 0;
      double distance = 0;
      long negativesBelow = 0;
      long positivesBelow = 0;
      for (int start = 0, end; start < order.length; start = end) {
        long tied = 0;
        for (end = start; end < order.length && scores[order[end]] == scores[order[start]]; end++)
          if (positive[order[end]]) tied++;
        long others = end - start - tied;
        pairs += tied * (negativesBelow + others / 2.0);
        positivesBelow += tied;
        negativesBelow += others;
        double gap = (double) negativesBelow / negatives - (double) positivesBelow / positives;
        distance = Math.max(distance, Math.abs(gap));
      }
      return new Curve(pairs / ((double) positives * negatives), distance);
    }
  }
}
