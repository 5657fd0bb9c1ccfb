package io.sluice.model;

/**
 * Encoded rows with their answers.
 *
 * @param rows one array a row, all of the same width; no NaN
 * @param positive whether the target is the positive class, for each row
 */
public record TrainingSet(double[][] rows, boolean[] positive) {
  public TrainingSet {
    if (rows.length != positive.length || rows.length == 0)
      throw new IllegalArgumentException("each row needs one answer");
  }

  public int width() {
    return rows[0].length;
  }
}
