package io.sluice.watch;

import java.util.Arrays;

/** How far counts have moved from expected ones. */
final class Shift {
  /** Keeps an empty bin from an infinite index; half a row, as Jeffreys' prior has it. */
  private static final double PRIOR = 0.5;

  private Shift() {}

  /**
   * The population stability index: {@code Σ (a - e) ln(a / e)} over the bins' shares (Siddiqi
   * 2006); below .1 is usually called stable, above .25 a major shift. 0 when nothing was counted.
   *
   * @param expected counts by bin
   * @param actual counts by the same bins
   */
  static double psi(long[] expected, long[] actual) {
    double before = Arrays.stream(expected).sum() + PRIOR * expected.length;
    double now = Arrays.stream(actual).sum();
    if (now == 0) return 0;
    now += PRIOR * actual.length;
    double index = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      double e = (expected[bin] + PRIOR) / before;
      double a = (actual[bin] + PRIOR) / now;
      index += (a - e) * Math.log(a / e);
    }
    return index;
  }

  /**
   * The index that chance alone makes: its mean when both sets come from one distribution, {@code
   * (bins - 1) (1/n + 1/m)} (Yurdakul and Naranjo 2020). A small hold-out shifts by itself.
   */
  static double chance(long[] expected, long[] actual) {
    double n = Arrays.stream(expected).sum();
    double m = Arrays.stream(actual).sum();
    return n == 0 || m == 0 ? 0 : (expected.length - 1) * (1 / n + 1 / m);
  }

  /**
   * The largest distance of the two cumulative shares at the bins' edges, a lower bound of
   * Kolmogorov and Smirnov's. 0 when nothing was counted.
   *
   * @param from the first bin that has an order
   */
  static double ks(long[] expected, long[] actual, int from) {
    double before = Arrays.stream(expected, from, expected.length).sum();
    double now = Arrays.stream(actual, from, actual.length).sum();
    if (before == 0 || now == 0) return 0;
    double distance = 0;
    double left = 0;
    for (int bin = from; bin < expected.length; bin++) {
      left += expected[bin] / before - actual[bin] / now;
      distance = Math.max(distance, Math.abs(left));
    }
    return distance;
  }
}
