package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a model does with a missing value: {@code refuse} the row; for numbers {@code median} of the
 * training rows or a number; for categories {@code own-level}; for numbers of imported models that
 * know what to do with one {@code pass}.
 *
 * @param value the number to use, for {@link Kind#VALUE}
 */
public record Missing(Kind kind, double value) {
  public static final Missing REFUSE = new Missing(Kind.REFUSE, 0);

  /** Which policy. */
  public enum Kind {
    REFUSE,
    MEDIAN,
    VALUE,
    OWN_LEVEL,
    PASS
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Missing of(Object given) {
    if (given instanceof Number number && Double.isFinite(number.doubleValue()))
      return new Missing(Kind.VALUE, number.doubleValue());
    return switch (String.valueOf(given)) {
      case "refuse" -> REFUSE;
      case "median" -> new Missing(Kind.MEDIAN, 0);
      case "own-level" -> new Missing(Kind.OWN_LEVEL, 0);
      case "pass" -> new Missing(Kind.PASS, 0);
      default ->
          throw new IllegalArgumentException(
              "'"
                  + given
                  + "' says nothing of missing values: refuse, median, own-level, pass or a"
                  + " number does");
    };
  }

  @JsonValue
  Object text() {
    return switch (kind) {
      case REFUSE -> "refuse";
      case MEDIAN -> "median";
      case OWN_LEVEL -> "own-level";
      case PASS -> "pass";
      case VALUE -> value;
    };
  }
}
