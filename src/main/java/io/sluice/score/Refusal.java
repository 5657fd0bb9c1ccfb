package io.sluice.score;

import org.jspecify.annotations.Nullable;

/**
 * Why a row gets no score.
 *
 * @param row position in its batch, from 0
 * @param column the first feature that is wrong; empty when the whole row is meant
 * @param value what was there; may be personal, for quarantine only
 */
public record Refusal(int row, String column, Rule rule, @Nullable String value) {

  /** What a model does not score. */
  public sealed interface Rule permits Unfit, Poison {
    String code();

    /** What would be right, or what went wrong; holds no value of a row. */
    String message();
  }

  /** A value that the model's spec does not take. */
  public enum Unfit implements Rule {
    MISSING_VALUE("missing-value", "the model needs a value here"),
    UNKNOWN_CATEGORY("unknown-category", "the model has not seen this category in training");

    private final String code;
    private final String message;

    Unfit(String code, String message) {
      this.code = code;
      this.message = message;
    }

    @Override
    public String code() {
      return code;
    }

    @Override
    public String message() {
      return message;
    }
  }

  /**
   * A row that the model dies on, whatever the rows beside it.
   *
   * @param error class of the failure; its message stays out, it may hold values of the row
   */
  public record Poison(String error) implements Rule {
    static Poison of(RuntimeException failure) {
      String name = failure.getClass().getName();
      return new Poison(name.substring(name.lastIndexOf('.') + 1));
    }

    @Override
    public String code() {
      return "poison-row:" + error;
    }

    @Override
    public String message() {
      return "the model fails on this row with " + error;
    }
  }
}
