package io.sluice.validate;

/**
 * A rule on all accepted rows together.
 *
 * @param query SQL that gives one number; {@value #ROWS} stands for the accepted rows, typed
 */
public record SetRule(String name, String query, Bound bound) {
  public static final String ROWS = "{object}";

  /** A set rule that does not hold, with what was measured. */
  public record Broken(SetRule rule, double measured) {}

  /**
   * What a measure must be.
   *
   * @param high only looked at when between
   */
  public record Bound(Operator operator, double low, double high) {
    public boolean holds(double value) {
      return switch (operator) {
        case BE -> value == low;
        case NOT_BE -> value != low;
        case GREATER -> value > low;
        case AT_LEAST -> value >= low;
        case LESS -> value < low;
        case AT_MOST -> value <= low;
        case BETWEEN -> value >= low && value <= high;
        case NOT_BETWEEN -> !(value >= low && value <= high);
      };
    }

    /** Whether it says that there is none of what is counted. */
    boolean none() {
      return operator == Operator.BE && low == 0 || operator == Operator.AT_MOST && low == 0;
    }

    public String text() {
      String bounds = operator.between ? plain(low) + " and " + plain(high) : plain(low);
      return operator.words + " " + bounds;
    }

    static String plain(double value) {
      return new java.math.BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }
  }

  /** How a measure is compared. */
  public enum Operator {
    BE("exactly", false),
    NOT_BE("not", false),
    GREATER("more than", false),
    AT_LEAST("at least", false),
    LESS("less than", false),
    AT_MOST("at most", false),
    BETWEEN("between", true),
    NOT_BETWEEN("not between", true);

    private final String words;
    private final boolean between;

    Operator(String words, boolean between) {
      this.words = words;
      this.between = between;
    }
  }
}
