package io.sluice.watch;

/**
 * Scores of the same records by two versions, NaN where a version refused a record.
 *
 * @param champion and challenger, of equal length
 */
record ShadowScores(double[] champion, double[] challenger) {
  int size() {
    return champion.length;
  }
}
