package io.sluice.score;

/** For a linear model: {@code weight × (value - average)}, exact when features are independent. */
final class LinearShap implements Shap {
  private final double[] weights;
  private final double[] averages;
  private final double expected;

  LinearShap(Linear linear, double[] averages) {
    this.weights = linear.weights().clone();
    this.averages = averages.clone();
    double sum = linear.intercept();
    for (int i = 0; i < weights.length; i++) sum += weights[i] * averages[i];
    this.expected = sum;
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public void explain(double[] rows, int start, double[] contributions) {
    for (int i = 0; i < weights.length; i++)
      contributions[i] = weights[i] * (rows[start + i] - averages[i]);
  }
}
