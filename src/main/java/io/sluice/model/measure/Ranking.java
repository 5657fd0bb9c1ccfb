package io.sluice.model.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows by score, the highest first; rows of the same score are one place, so that no measure
 * depends on the order in which the rows came.
 *
 * @param scores of each place, descending
 * @param rows in each place
 * @param positives among them
 */
record Ranking(double[] scores, int[] rows, int[] positives) {

  /**
   * @throws IllegalArgumentException when one class has no row
   */
  static Ranking of(double[] scores, boolean[] positive) {
    double[] high = ascending(scores, positive, true);
    double[] low = ascending(scores, positive, false);
    if (high.length == 0 || low.length == 0)
      throw new IllegalArgumentException("positives and negatives are needed to measure");
    Ranking all =
        new Ranking(new double[scores.length], new int[scores.length], new int[scores.length]);
    int places = 0;
    for (int h = high.length - 1, l = low.length - 1; h >= 0 || l >= 0; places++) {
      double top = Math.max(h < 0 ? low[l] : high[h], l < 0 ? high[h] : low[l]);
      all.scores[places] = top;
      for (; h >= 0 && high[h] == top; h--) all.positives[places]++;
      for (; l >= 0 && low[l] == top; l--) all.rows[places]++;
      all.rows[places] += all.positives[places];
    }
    return new Ranking(
        Arrays.copyOf(all.scores, places),
        Arrays.copyOf(all.rows, places),
        Arrays.copyOf(all.positives, places));
  }

  private static double[] ascending(double[] scores, boolean[] positive, boolean wanted) {
    return IntStream.range(0, scores.length)
        .filter(i -> positive[i] == wanted)
        .mapToDouble(i -> scores[i])
        .sorted()
        .toArray();
  }

  int places() {
    return scores.length;
  }

  long size() {
    return Arrays.stream(rows).asLongStream().sum();
  }

  long allPositives() {
    return Arrays.stream(positives).asLongStream().sum();
  }

  /**
   * Average precision: the area below the curve of precision over recall as a sum of steps, without
   * interpolation (Davis and Goadrich 2006 say why not).
   */
  double averagePrecision() {
    double sum = 0;
    long found = 0;
    long seen = 0;
    for (int place = 0; place < places(); place++) {
      found += positives[place];
      seen += rows[place];
      sum += positives[place] * ((double) found / seen);
    }
    return sum / found;
  }
}
