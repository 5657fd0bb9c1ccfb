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

  static Holdout of(TrainingData data, ModelSpec spec) {
    int size = data.positive().length;
    int kept = (int) Math.round(size * spec.split().holdout());
    boolean random = spec.split().by().equals(ModelSpec.Split.RANDOM);
    int[] order = random ? shuffled(size, spec.seed()) : byTime(data.time(), spec.split().by());
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
