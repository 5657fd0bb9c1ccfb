package io.sluice.data;

/**
 * A value that broke a rule.
 *
 * @param line in the source file, from 1; the header is line 1
 * @param column empty when the whole row is meant
 * @param value as the source sent it, or a mask
 */
public record BadRow(long line, String column, String rule, String value, String message) {
  /** Stands where a value may not be seen. */
  public static final String MASK = "•••";

  BadRow masked() {
    return new BadRow(line, column, rule, value.isEmpty() ? value : MASK, message);
  }
}
