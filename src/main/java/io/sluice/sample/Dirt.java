package io.sluice.sample;

/**
 * How much of a file is wrong, as shares of its rows from 0 to 1; a row is wrong in one way only,
 * and each kind is caught by the contract {@code loan-application}.
 *
 * @param missing a required field is empty
 * @param outOfRange a number lies outside of its bounds
 * @param duplicates the last clean row is repeated as it is
 * @param wrongTypes a word, a decimal comma or a date of another notation stands for a number or a
 *     date
 * @param unseen a category that the contract does not know
 */
public record Dirt(
    double missing, double outOfRange, double duplicates, double wrongTypes, double unseen) {
  public static final Dirt NONE = new Dirt(0, 0, 0, 0, 0);

  /** Two rows in a hundred: within the tolerance of the contract. */
  public static final Dirt SOME = new Dirt(0.004, 0.004, 0.004, 0.004, 0.004);

  public Dirt {
    for (double share : new double[] {missing, outOfRange, duplicates, wrongTypes, unseen})
      if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share is 0 to 1");
    if (missing + outOfRange + duplicates + wrongTypes + unseen > 1)
      throw new IllegalArgumentException("the shares add up to more than 1");
  }

  /** What is wrong with a row. */
  enum Kind {
    CLEAN,
    MISSING,
    OUT_OF_RANGE,
    DUPLICATE,
    WRONG_TYPE,
    UNSEEN
  }

  /**
   * @param draw uniform from 0 to 1
   */
  Kind kind(double draw) {
    double left = draw;
    if ((left -= missing) < 0) return Kind.MISSING;
    if ((left -= outOfRange) < 0) return Kind.OUT_OF_RANGE;
    if ((left -= duplicates) < 0) return Kind.DUPLICATE;
    if ((left -= wrongTypes) < 0) return Kind.WRONG_TYPE;
    if ((left -= unseen) < 0) return Kind.UNSEEN;
    return Kind.CLEAN;
  }
}
