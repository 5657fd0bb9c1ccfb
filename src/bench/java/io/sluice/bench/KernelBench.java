package io.sluice.bench;

import io.sluice.onnx.RuntimeBench;
import io.sluice.score.Ensemble;
import io.sluice.score.Kernel;
import io.sluice.score.ShapBench;
import io.sluice.smile.BenchForest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;

/**
 * The kernel against Smile's own soft prediction and ONNX Runtime: one forest of 100 trees to depth
 * 20, the same rows, one thread each, in turns, by processor time; then single rows and reasons. 14
 * features of the kinds and spreads that census data has.
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
    Kernel runtime = RuntimeBench.kernel(forest.fitted());
    double[] encoded = encoded(rows, kernel);
    double[] plain = encoded(rows, runtime);
    double[] ours = new double[ROWS];
    double[] theirs = new double[ROWS];
    double[] onnx = new double[ROWS];
    var smile = forest.predictor(rows);
    System.out.printf("%d trees, %d nodes, %d rows%n", 100, forest.nodes(), ROWS);
    System.out.printf(
        "%5s %14s %14s %14s %7s %7s%n",
        "round", "Smile rows/s", "ONNX rows/s", "kernel rows/s", "Smile", "ONNX");
    double[] slower = new double[ROUNDS];
    double[] slow = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double a = rate(() -> smile.applyAsDouble(theirs));
      double b = rate(() -> scored(runtime, plain, onnx, 3));
      double c = rate(() -> scored(kernel, encoded, ours, 10));
      if (round < 0) continue;
      slower[round] = c / a;
      slow[round] = c / b;
      System.out.printf(
          "%5d %,14.0f %,14.0f %,14.0f %7.1f %7.1f%n", round + 1, a, b, c, c / a, c / b);
    }
    Arrays.sort(slower);
    Arrays.sort(slow);
    System.out.printf(
        "median %.1f times Smile, %.1f times ONNX Runtime; largest difference %.1e, %.1e%n",
        slower[ROUNDS / 2], slow[ROUNDS / 2], apart(ours, theirs), apart(ours, onnx));
    single("kernel", row -> kernel.score(encoded, row, row + 1, ours), ROWS);
    single("ONNX Runtime", row -> runtime.score(plain, row, row + 1, onnx), ROWS / 3);
    reasons("reasons, this forest", forest.fitted(), encoded, kernel.stride());
    Ensemble small = BenchForest.grow(rows(TRAIN, 1), answers(TRAIN, 1), 50, 42, 8).fitted();
    reasons("reasons, 100 trees of depth 8", small, encoded, kernel.stride());
  }

  private static void reasons(String what, Ensemble ensemble, double[] encoded, int stride) {
    System.out.printf("%s: %d nodes%n", what, ensemble.nodes());
    single(what, ShapBench.explainer(ensemble, encoded, stride), ROWS / 30);
  }

  private static double scored(Kernel kernel, double[] rows, double[] scores, int times) {
    for (int i = 0; i < times; i++) kernel.score(rows, 0, ROWS, scores);
    return (double) times * ROWS;
  }

  private static double apart(double[] a, double[] b) {
    double worst = 0;
    for (int i = 0; i < ROWS; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
    return worst;
  }

  private static void single(String what, IntConsumer work, int rows) {
    long[] nanos = new long[rows];
    for (int round = 0; round < 3; round++)
      for (int row = 0; row < rows; row++) {
        long start = System.nanoTime();
        work.accept(row);
        nanos[row] = System.nanoTime() - start;
      }
    Arrays.sort(nanos);
    System.out.printf(
        "one row, %s: p50 %.1f µs, p99 %.1f µs%n",
        what, nanos[rows / 2] / 1e3, nanos[(int) (rows * .99)] / 1e3);
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
