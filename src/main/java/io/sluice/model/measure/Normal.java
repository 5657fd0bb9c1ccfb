package io.sluice.model.measure;

/** The standard normal distribution. */
final class Normal {
  /** Between minus and plus this many standard errors lie 95 %. */
  static final double WITHIN_95 = 1.959963984540054;

  private static final double TAIL = 3;
  private static final int FRACTIONS = 80;

  private Normal() {}

  /** The probability of something at least as far from 0 as z, on either side. */
  static double twoSided(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    return x < TAIL ? 1 - series(x) : fraction(x);
  }

  /** The error function (Abramowitz and Stegun 1964, 7.1.6): all terms positive, none cancel. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** Its complement (7.1.14), which keeps its digits where 1 - erf would lose them. */
  private static double fraction(double x) {
    double below = x;
    for (int n = FRACTIONS; n >= 1; n--) below = x + n / 2.0 / below;
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / below;
  }
}
