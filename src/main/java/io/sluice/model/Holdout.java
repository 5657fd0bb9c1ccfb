package io.sluice.model;

import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which rows train and which measure.
 *
 * @param train positions, ascending
 * @param holdout positions, ascending
 */
record Holdout(int[] train, int[] holdout) {

  /**
   * @param time of each row; not looked at when the split is random
   * @throws StepRejected {@code training-data} when the split is by a time that a row lacks
   */
  static Holdout of(int size, double[] time, ModelSpec.Split split, long seed) {
    int kept = (int) Math.round(size * split.holdout());
    int[] order = split.random() ? shuffled(size, seed) : byTime(time, split.by());
    int[] train = Arrays.copyOf(order, size - kept);
    int[] holdout = Arrays.copyOfRange(order, size - kept, size);
    Arrays.sort(train);
    Arrays.sort(holdout);
    return new Holdout(train, holdout);
  }

  /** Fisher and Yates. */
  private static int[] shuffled(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static int[] byTime(double[] time, String column) {
    for (double moment : time)
      if (Double.isNaN(moment))
        throw new StepRejected(
            "training-data",
            "the split is by '%s', which is missing in some labelled rows".formatted(column),
            Map.of("column", column));
    return IntStream.range(0, time.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> time[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
