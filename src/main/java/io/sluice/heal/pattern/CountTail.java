package io.sluice.heal.pattern;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How likely it is that chance alone makes a count as large as the one seen. Poisson, or negative
 * binomial where counts vary more than Poisson's (as Noufaily et al. 2013, "An improved algorithm
 * for outbreak detection in multiple surveillance systems", Statistics in Medicine 32, use it).
 */
final class CountTail {
  private static final double NEARLY_POISSON = 1.01;

  private CountTail() {}

  /**
   * P(X >= count).
   *
   * @param mean expected count, above 0
   * @param dispersion variance divided by mean, at least 1
   */
  static double atLeast(long count, double mean, double dispersion) {
    if (count <= 0) return 1;
    if (dispersion < NEARLY_POISSON)
      return PoissonDistribution.of(mean).survivalProbability(Math.toIntExact(count) - 1);
    double size = mean / (dispersion - 1);
    double success = 1 / dispersion;
    return RegularizedBeta.value(1 - success, count, size);
  }
}
