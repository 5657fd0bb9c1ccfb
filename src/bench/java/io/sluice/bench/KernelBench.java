package io.sluice.bench;

import io.sluice.score.Kernel;
import io.sluice.smile.BenchForest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * The kernel against Smile's own soft prediction: one forest of 100 trees to depth 20, the same
 * rows, one thread each, in turns, by processor time. 14 features of the kinds and spreads that
 * census data has.
 */
final class KernelBench {
  private static final int TRAIN = 20_000;
  private static final int ROWS = 30_000;
  private static final int ROUNDS = 7;

  private KernelBench() {}

  public static void main(String[] args) {
    BenchForest forest = BenchForest.grow(rows(TRAIN, 1), answers(TRAIN, 1), 5, 42);
    double[][] rows = rows(ROWS, 2);
    Kernel kernel = Kernel.of(forest.fitted());
    double[] encoded = encoded(rows, kernel);
    double[] ours = new double[ROWS];
    double[] theirs = new double[ROWS];
    var smile = forest.predictor(rows);
    System.out.printf("%d trees, %d nodes, %d rows%n", 100, forest.nodes(), ROWS);
    System.out.printf("%5s %14s %14s %7s%n", "round", "Smile rows/s", "kernel rows/s", "times");
    double[] ratios = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double slow = rate(() -> smile.applyAsDouble(theirs));
      double fast =
          rate(
              () -> {
                for (int i = 0; i < 10; i++) kernel.score(encoded, 0, ROWS, ours);
                return 10.0 * ROWS;
              });
      if (round < 0) continue;
      ratios[round] = fast / slow;
      System.out.printf("%5d %,14.0f %,14.0f %7.1f%n", round + 1, slow, fast, fast / slow);
    }
    Arrays.sort(ratios);
    double worst = 0;
    for (int i = 0; i < ROWS; i++) worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
    System.out.printf("median %.1f times, largest difference %.1e%n", ratios[ROUNDS / 2], worst);
    single(kernel, encoded);
  }

  private static void single(Kernel kernel, double[] encoded) {
    double[] scores = new double[ROWS];
    long[] nanos = new long[ROWS];
    for (int round = 0; round < 3; round++)
      for (int row = 0; row < ROWS; row++) {
        long start = System.nanoTime();
        kernel.score(encoded, row, row + 1, scores);
        nanos[row] = System.nanoTime() - start;
      }
    Arrays.sort(nanos);
    System.out.printf("one row alone: p50 %.1f µs%n", nanos[ROWS / 2] / 1e3);
  }

  /** Rows by second of processor time, so that other work on the machine counts for neither. */
  private static double rate(DoubleSupplier work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    double rows = work.getAsDouble();
    return rows / ((threads.getCurrentThreadCpuTime() - start) / 1e9);
  }

  private static double[] encoded(double[][] rows, Kernel kernel) {
    double[] encoded = new double[rows.length * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int i = 0; i < rows.length; i++)
      System.arraycopy(rows[i], 0, encoded, i * kernel.stride(), kernel.width());
    return encoded;
  }

  private static double[][] rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[count][14];
    for (double[] row : rows) {
      row[0] = 17 + random.nextInt(60);
      row[1] = random.nextInt(8);
      row[2] = Math.round(Math.exp(12 + 0.6 * random.nextGaussian()));
      row[3] = random.nextInt(16);
      row[4] = 1 + random.nextInt(16);
      row[5] = random.nextInt(7);
      row[6] = random.nextInt(14);
      row[7] = random.nextInt(6);
      row[8] = random.nextInt(5);
      row[9] = random.nextInt(2);
      row[10] = random.nextInt(12) == 0 ? Math.round(Math.exp(8 + random.nextGaussian())) : 0;
      row[11] = random.nextInt(20) == 0 ? 1500 + random.nextInt(1000) : 0;
      row[12] = Math.max(1, Math.round(40 + 12 * random.nextGaussian()));
      row[13] = random.nextInt(40);
    }
    return rows;
  }

  private static boolean[] answers(int count, long seed) {
    double[][] rows = rows(count, seed);
    SplittableRandom random = new SplittableRandom(seed + 1000);
    boolean[] answers = new boolean[count];
    for (int i = 0; i < count; i++) {
      double[] row = rows[i];
      double odds =
          -3.2
              + 0.03 * Math.min(row[0], 55)
              + 0.3 * (row[4] - 9)
              + 0.03 * (row[12] - 40)
              + (row[5] < 2 ? 1.4 : -0.8)
              + (row[10] > 5000 ? 3 : 0)
              + 0.1 * row[6];
      answers[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
    }
    return answers;
  }
}
