package io.sluice.step;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates FEEL on one value, which the formula calls {@code value}; implemented by the engine.
 */
public interface Formulas {

  /**
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  void check(String formula);

  /**
   * @throws IllegalArgumentException when the formula fails on the value; without the value
   */
  @Nullable Object value(String formula, @Nullable Object value);
}
