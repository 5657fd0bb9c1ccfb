package io.sluice.score;

/**
 * Turns encoded rows into probabilities; immutable and thread-safe. Rows lie one after another in
 * one array, {@link #stride()} numbers each; what a row has beyond its width is {@link #PADDING}.
 */
public sealed interface Kernel permits TreeKernel, LinearKernel, ForeignKernel {
  /** Below every threshold, so that a leaf sends its row to itself. */
  double PADDING = Double.NEGATIVE_INFINITY;

  /** How many numbers an encoded row has. */
  int width();

  /** Distance between the starts of two rows, at least the width. */
  int stride();

  /**
   * Scores rows {@code from} (inclusive) to {@code to} (exclusive) into the same places of {@code
   * scores}. The result for a row does not depend on the rows beside it.
   */
  void score(double[] rows, int from, int to, double[] scores);

  /** The kernel that runs a fitted model. */
  static Kernel of(Fitted fitted) {
    return switch (fitted) {
      case Ensemble ensemble -> new TreeKernel(ensemble);
      case Linear linear -> new LinearKernel(linear);
      case Foreign foreign -> foreign.kernel();
    };
  }
}
