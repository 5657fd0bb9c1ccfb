package io.sluice.score;

import org.jspecify.annotations.Nullable;

/**
 * Why a row gets no score.
 *
 * @param row position in its batch, from 0
 * @param column the first feature that is wrong
 * @param value what was there; may be personal, for quarantine only
 */
public record Refusal(int row, String column, Rule rule, @Nullable String value) {

  /** What a model does not score. */
  public enum Rule {
    MISSING_VALUE("missing-value", "the model needs a value here"),
    UNKNOWN_CATEGORY("unknown-category", "the model has not seen this category in training");

    private final String code;
    private final String message;

    Rule(String code, String message) {
      this.code = code;
      this.message = message;
    }

    public String code() {
      return code;
    }

    public String message() {
      return message;
    }
  }
}
