package io.sluice.score;

import java.util.Arrays;

/** Logistic regression: {@code 1 / (1 + exp(-(intercept + Σ weight × feature)))}. */
public record Linear(double[] weights, double intercept) implements Fitted {
  /**
   * @throws IllegalArgumentException when a number is not finite
   */
  public Linear {
    if (weights.length == 0 || !Double.isFinite(intercept))
      throw new IllegalArgumentException("a linear model needs weights and a finite intercept");
    for (double weight : weights)
      if (!Double.isFinite(weight))
        throw new IllegalArgumentException("a linear model needs finite weights");
  }

  @Override
  public int width() {
    return weights.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Linear linear
        && intercept == linear.intercept
        && Arrays.equals(weights, linear.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "Linear model of " + weights.length + " weights";
  }
}
