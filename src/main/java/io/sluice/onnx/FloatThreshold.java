package io.sluice.onnx;

/**
 * Foreign trees compare floats: a number of ours is rounded to the nearest float before. The
 * threshold that gives a double the same way without rounding it is exact, not close.
 */
final class FloatThreshold {
  private FloatThreshold() {}

  /** The largest double that is at most the threshold once it is rounded (ties to even). */
  static double atMost(float threshold) {
    double above = next(threshold);
    double middle = threshold + (above - threshold) / 2;
    return (float) middle <= threshold ? middle : Math.nextDown(middle);
  }

  /** The largest double that is below the threshold once it is rounded. */
  static double below(float threshold) {
    return atMost(Math.nextDown(threshold));
  }

  /** The next float, or where it would be if floats went on. */
  private static double next(float threshold) {
    return threshold == Float.MAX_VALUE ? 0x1p128 : Math.nextUp(threshold);
  }
}
