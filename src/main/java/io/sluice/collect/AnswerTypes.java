package io.sluice.collect;

import io.sluice.data.Column;
import io.sluice.data.Schema;
import io.sluice.data.Type;
import io.sluice.step.StepBroken;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a source answered is of the types that the contract states. That it is not is no
 * fault of the record, and no ground to decide its case in another way.
 */
final class AnswerTypes {
  private AnswerTypes() {}

  /**
   * @param taken columns of the answer; those that the contract does not know pass
   * @throws StepBroken naming every column of a wrong type
   */
  static void check(String source, Map<String, @Nullable Object> taken, Schema schema) {
    List<String> wrong = new ArrayList<>();
    List<String> samples = new ArrayList<>();
    taken.forEach(
        (name, value) -> {
          Optional<Column> column = schema.column(name);
          if (value == null || column.isEmpty() || fits(value, column.get().type())) return;
          wrong.add(
              "%s comes as %s and is %s".formatted(name, word(value), word(column.get().type())));
          samples.add("%s: %s".formatted(name, StepBroken.mask(value)));
        });
    if (wrong.isEmpty()) return;
    throw new StepBroken(
        "the answer of %s breaks contract %s: %s"
            .formatted(source, schema.contract(), String.join("; ", wrong)),
        String.join(", ", samples));
  }

  private static boolean fits(Object value, Type type) {
    return switch (type) {
      case TEXT -> value instanceof CharSequence;
      case NUMBER -> value instanceof Number;
      case INTEGER -> value instanceof Number number && whole(number);
      case BOOLEAN -> value instanceof Boolean;
      case DATE, TIMESTAMP -> !(value instanceof Number || value instanceof Boolean);
    };
  }

  private static boolean whole(Number number) {
    return switch (number) {
      case Float f -> f == Math.rint(f);
      case Double d -> d == Math.rint(d);
      case BigDecimal big -> big.stripTrailingZeros().scale() <= 0;
      default -> true;
    };
  }

  private static String word(Object value) {
    return switch (value) {
      case CharSequence text -> "text";
      case Number number -> "a number";
      case Boolean truth -> "true or false";
      default -> "another type";
    };
  }

  private static String word(Type type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DATE, TIMESTAMP -> "a " + type.name().toLowerCase(Locale.ROOT);
    };
  }
}
