package io.sluice.validate;

/**
 * Text that can be looked at only so often: a pattern that backtracks without end on some text
 * would otherwise hold up the whole run.
 */
final class Budgeted implements CharSequence {
  private static final int LOOKS = 100_000;

  private final String text;
  private int looks = LOOKS;

  Budgeted(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (--looks < 0) throw new Spent();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The pattern looked too often. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent() {
      super(null, null, false, false);
    }
  }
}
