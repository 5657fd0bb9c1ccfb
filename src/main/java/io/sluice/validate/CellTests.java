package io.sluice.validate;

import io.sluice.data.Type;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tests behind row rules. A test passes over what other tests report: missing and unreadable.
 */
final class CellTests {
  private CellTests() {}

  static RowRule.Test of(Check check, Type type) {
    return switch (check) {
      case Check.Required() -> required(type);
      case Check.Readable() -> readable();
      case Check.AtLeast(double least) -> atLeast(least);
      case Check.AtMost(double most) -> atMost(most);
      case Check.MultipleOf(double step) -> numbers(multipleOf(step));
      case Check.AmongNumbers(Set<Double> values) -> numbers(v -> values.contains(v + 0.0));
      case Check.Length(int least, int most) -> texts(length(least, most));
      case Check.Among(Set<String> values) -> texts(values::contains);
      case Check.Apart(Set<String> words) -> texts(text -> !words.contains(text));
      case Check.Matching(String pattern) -> texts(pattern(Pattern.compile(pattern)));
    };
  }

  private static RowRule.Test required(Type type) {
    if (type == Type.TEXT)
      return (batch, column, broken) -> {
        @Nullable String[] texts = batch.texts(column);
        for (int i = 0; i < batch.size(); i++) if (texts[i] == null) broken.accept(i);
      };
    return (batch, column, broken) -> {
      double[] values = batch.numbers(column);
      for (int i = 0; i < batch.size(); i++) if (Double.isNaN(values[i])) broken.accept(i);
    };
  }

  private static RowRule.Test readable() {
    return (batch, column, broken) -> {
      double[] values = batch.numbers(column);
      for (int i = 0; i < batch.size(); i++) if (values[i] == Cells.UNREADABLE) broken.accept(i);
    };
  }

  private static RowRule.Test atLeast(double least) {
    return (batch, column, broken) -> {
      double[] values = batch.numbers(column);
      for (int i = 0; i < batch.size(); i++) if (values[i] < least) broken.accept(i);
    };
  }

  private static RowRule.Test atMost(double most) {
    return (batch, column, broken) -> {
      double[] values = batch.numbers(column);
      for (int i = 0; i < batch.size(); i++)
        if (values[i] > most && values[i] != Cells.UNREADABLE) broken.accept(i);
    };
  }

  private static RowRule.Test numbers(DoublePredicate right) {
    return (batch, column, broken) -> {
      double[] values = batch.numbers(column);
      for (int i = 0; i < batch.size(); i++)
        if (Double.isFinite(values[i]) && !right.test(values[i])) broken.accept(i);
    };
  }

  private static RowRule.Test texts(Predicate<String> right) {
    return (batch, column, broken) -> {
      @Nullable String[] texts = batch.texts(column);
      for (int i = 0; i < batch.size(); i++) {
        String text = texts[i];
        if (text != null && !right.test(text)) broken.accept(i);
      }
    };
  }

  /** Decimal steps such as 0.01 have no exact double: near enough is a multiple. */
  static DoublePredicate multipleOf(double step) {
    return value -> {
      double times = value / step;
      return Math.abs(times - Math.rint(times)) <= 1e-9 * Math.max(1, Math.abs(times));
    };
  }

  static Predicate<String> length(int least, int most) {
    return text -> {
      int length = text.codePointCount(0, text.length());
      return length >= least && length <= most;
    };
  }

  /** Matches the whole text. A text on which the pattern takes too many steps does not match. */
  static Predicate<String> pattern(Pattern pattern) {
    return text -> {
      try {
        return pattern.matcher(new Budgeted(text)).matches();
      } catch (Budgeted.Spent | StackOverflowError e) {
        return false;
      }
    };
  }
}
