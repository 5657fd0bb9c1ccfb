package io.sluice.score;

/** Scores by logistic regression; adds up in the order of the features, as Smile does. */
public final class LinearKernel implements Kernel {
  private final double[] weights;
  private final double intercept;

  LinearKernel(Linear linear) {
    this.weights = linear.weights().clone();
    this.intercept = linear.intercept();
  }

  @Override
  public int width() {
    return weights.length;
  }

  @Override
  public int stride() {
    return weights.length;
  }

  @Override
  public void score(double[] rows, int from, int to, double[] scores) {
    for (int row = from; row < to; row++) {
      double sum = intercept;
      int start = row * weights.length;
      for (int i = 0; i < weights.length; i++) sum += rows[start + i] * weights[i];
      scores[row] = 1.0 / (1.0 + Math.exp(-sum));
    }
  }
}
