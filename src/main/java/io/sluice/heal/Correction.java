package io.sluice.heal;

/**
 * How the values of a column are put right.
 *
 * @param formula FEEL in which {@code value} is what is there, such as {@code number(value)}
 */
public record Correction(String column, String formula) {
  private static final String IS = " = ";

  public Correction {
    if (column.isBlank() || column.contains(IS.strip()))
      throw new IllegalArgumentException("a correction names one column, found '" + column + "'");
    if (formula.isBlank())
      throw new IllegalArgumentException(
          "a correction says what becomes of the value, for example number(value)");
  }

  /**
   * @param text as {@link #toString} writes it
   */
  public static Correction parse(String text) {
    int at = text.indexOf(IS);
    if (at < 0) throw new IllegalArgumentException("no correction: " + text);
    return new Correction(text.substring(0, at), text.substring(at + IS.length()));
  }

  @Override
  public String toString() {
    return column + IS + formula;
  }
}
