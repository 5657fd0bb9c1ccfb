package io.sluice.score;

/**
 * Points and weights of the Gauss–Legendre quadrature on 0 to 1: n points integrate a polynomial of
 * degree 2n - 1 exactly (Abramowitz and Stegun 1964, 25.4.29).
 *
 * @param points ascending, of equal length with the weights
 */
record GaussLegendre(double[] points, double[] weights) {
  private static final double CLOSE = 1e-15;
  private static final int STEPS = 100;

  /**
   * @param n from 1
   */
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < STEPS; step++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        double move = value / slope;
        x -= move;
        if (Math.abs(move) < CLOSE) break;
      }
      points[i] = (x + 1) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }

  int size() {
    return points.length;
  }
}
