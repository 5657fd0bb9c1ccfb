package io.sluice.smile;

import io.sluice.model.TrainingSet;
import java.util.SplittableRandom;

/** Made-up training sets whose answer can be learnt. */
final class Worlds {
  private Worlds() {}

  /** Mixes continuous, whole and skewed features; the answer follows five of them and noise. */
  static TrainingSet of(int rows, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][width];
    boolean[] positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) x[i][j] = value(random, j);
      double odds =
          x[i][0] - 0.4 * x[i][1] + Math.sin(x[i][2]) + (x[i][3] > 2 ? 0.8 : 0) * x[i][4] - 0.5;
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
    }
    return new TrainingSet(x, positive);
  }

  private static double value(SplittableRandom random, int feature) {
    return switch (feature % 3) {
      case 0 -> random.nextGaussian();
      case 1 -> random.nextInt(12);
      default -> Math.exp(random.nextGaussian());
    };
  }
}
