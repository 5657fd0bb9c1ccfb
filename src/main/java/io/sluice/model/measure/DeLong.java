package io.sluice.model.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How sure an area under the ROC curve is (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988),
 * by ranks in O(n log n) (Sun and Xu, IEEE Signal Processing Letters 21, 2014).
 */
public final class DeLong {
  private DeLong() {}

  /**
   * An area under the ROC curve, ties counted half.
   *
   * @param error its standard error
   * @param low lower end of the 95 % confidence interval, at least 0
   * @param high upper end, at most 1
   */
  public record Area(double auc, double error, double low, double high) {}

  /**
   * The first area minus the second, on the same rows.
   *
   * @param error its standard error
   * @param z the difference in standard errors; the largest number when they differ without error
   * @param p two-sided: how often equal areas would differ at least so much
   */
  public record Difference(double difference, double error, double z, double p) {}

  /**
   * @throws IllegalArgumentException with fewer than two rows of a class, or a score that is NaN
   */
  public static Area area(double[] scores, boolean[] positive) {
    Components parts = Components.of(scores, positive);
    double auc = mean(parts.positives());
    double error = Math.sqrt(parts.variance());
    double reach = Normal.WITHIN_95 * error;
    return new Area(auc, error, Math.max(0, auc - reach), Math.min(1, auc + reach));
  }

  /**
   * Whether two models tell the same rows apart equally well.
   *
   * @throws IllegalArgumentException with fewer than two rows of a class, or a score that is NaN
   */
  public static Difference difference(double[] first, double[] second, boolean[] positive) {
    Components parts = Components.of(first, positive).minus(Components.of(second, positive));
    double difference = mean(parts.positives());
    double error = Math.sqrt(parts.variance());
    double z = difference == 0 ? 0 : difference / error;
    if (Double.isInfinite(z)) z = Math.copySign(Double.MAX_VALUE, difference);
    return new Difference(difference, error, z, Normal.twoSided(z));
  }

  /**
   * What each row adds to the area: the share of the other class that it is ordered rightly
   * against.
   */
  private record Components(double[] positives, double[] negatives) {

    static Components of(double[] scores, boolean[] positive) {
      double[] high = pick(scores, positive, true);
      double[] low = pick(scores, positive, false);
      if (high.length < 2 || low.length < 2)
        throw new IllegalArgumentException(
            "%d positives and %d negatives: two of each are needed"
                .formatted(high.length, low.length));
      double[] ofHigh = below(low, high);
      double[] ofLow = below(high, low);
      for (int i = 0; i < ofLow.length; i++) ofLow[i] = 1 - ofLow[i];
      return new Components(ofHigh, ofLow);
    }

    Components minus(Components other) {
      return new Components(minus(positives, other.positives), minus(negatives, other.negatives));
    }

    private static double[] minus(double[] a, double[] b) {
      return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    double variance() {
      return DeLong.variance(positives) / positives.length
          + DeLong.variance(negatives) / negatives.length;
    }
  }

  private static double[] pick(double[] scores, boolean[] positive, boolean wanted) {
    if (scores.length != positive.length)
      throw new IllegalArgumentException("each score needs one answer");
    return IntStream.range(0, scores.length)
        .filter(i -> positive[i] == wanted)
        .mapToDouble(i -> known(scores[i]))
        .toArray();
  }

  private static double known(double score) {
    if (Double.isNaN(score)) throw new IllegalArgumentException("a score is NaN");
    return score + 0.0; // -0.0 becomes 0.0, which sorting would tell apart
  }

  /** For each value the share of the others that lie below it, the equal ones counted half. */
  private static double[] below(double[] others, double[] values) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values)
        .map(v -> (first(sorted, v) + first(sorted, Math.nextUp(v))) / 2.0 / sorted.length)
        .toArray();
  }

  /** Position of the first value that is not below the bound. */
  private static int first(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
