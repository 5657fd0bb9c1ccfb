package io.sluice.validate;

import java.util.Set;

/**
 * What a rule asks of a cell, said as data, so that a store can sort out the cells that need no
 * closer look. All but {@link Required} ask nothing of a missing cell; those on values ask nothing
 * of one that is not of its type, which is {@link Readable}'s to report.
 */
public sealed interface Check {
  record Required() implements Check {}

  record Readable() implements Check {}

  record AtLeast(double least) implements Check {}

  record AtMost(double most) implements Check {}

  record MultipleOf(double step) implements Check {}

  /** In code points. */
  record Length(int least, int most) implements Check {}

  record Among(Set<String> values) implements Check {
    public Among {
      values = Set.copyOf(values);
    }
  }

  /**
   * @param values without negative zero
   */
  record AmongNumbers(Set<Double> values) implements Check {
    public AmongNumbers {
      values = Set.copyOf(values);
    }
  }

  /** None of the words that stand for a missing value. */
  record Apart(Set<String> words) implements Check {
    public Apart {
      words = Set.copyOf(words);
    }
  }

  /** The whole text, by a regular expression of Java's. */
  record Matching(String pattern) implements Check {}
}
