package io.sluice.model;

import io.sluice.score.ForeignKernel;
import io.sluice.score.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows with the scores that they had when the model was trained, so that whoever loads it can see
 * whether it still scores as it did. Rows are encoded: numbers alone, no names, keys or texts.
 *
 * @param rows encoded, as wide as the model
 */
record Golden(List<Row> rows) {
  /** How far a score may be from the one at training: only the order of a sum can explain more. */
  static final double TOLERANCE = 1e-12;

  /** A foreign graph counts in floats, whose last digits follow the processor. */
  private static final double FOREIGN = 1e-5;

  private static final int COUNT = 32;

  record Row(List<Double> features, double score) {
    Row {
      features = List.copyOf(features);
    }
  }

  Golden {
    rows = List.copyOf(rows);
  }

  /**
   * Picks rows by a seed.
   *
   * @param encoded rows one after another, {@link Kernel#stride()} numbers each
   * @param scores of these rows
   */
  static Golden pick(Kernel kernel, double[] encoded, double[] scores, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    random
        .ints(0, scores.length)
        .distinct()
        .limit(Math.min(COUNT, scores.length))
        .forEach(
            at -> {
              int start = at * kernel.stride();
              double[] row = Arrays.copyOfRange(encoded, start, start + kernel.width());
              rows.add(new Row(Arrays.stream(row).boxed().toList(), scores[at]));
            });
    return new Golden(rows);
  }

  static double tolerance(Kernel kernel) {
    return kernel instanceof ForeignKernel ? FOREIGN : TOLERANCE;
  }

  /**
   * The largest difference between the scores of a kernel and the ones at training; infinite when
   * there is nothing to compare or the rows do not fit.
   */
  double replay(Kernel kernel) {
    if (rows.isEmpty() || rows.stream().anyMatch(r -> r.features().size() != kernel.width()))
      return Double.POSITIVE_INFINITY;
    double[] encoded = new double[rows.size() * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int row = 0; row < rows.size(); row++)
      for (int i = 0; i < kernel.width(); i++)
        encoded[row * kernel.stride() + i] = rows.get(row).features().get(i);
    double[] scores = new double[rows.size()];
    kernel.score(encoded, 0, scores.length, scores);
    double largest = 0;
    for (int row = 0; row < scores.length; row++)
      largest = Math.max(largest, Math.abs(scores[row] - rows.get(row).score()));
    return Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest;
  }
}
