package io.sluice.validate;

import io.sluice.data.Places;
import io.sluice.data.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the options of a logical type: bounds, lengths, pattern and format. */
final class OptionsParser {
  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final String EMAIL = "[^@\\s]{1,64}@[^@\\s.]+(?:\\.[^@\\s.]+)+";
  private static final Map<String, String> FORMATS = Map.of("uuid", UUID, "email", EMAIL);

  private final ContractFile.Options options;
  private final Places.At at;
  private final int column;
  private final Type type;

  OptionsParser(ContractFile.Options options, Places.At at, int column, Type type) {
    this.options = options;
    this.at = at;
    this.column = column;
    this.type = type;
  }

  void read(ContractParser.Rules rules) {
    fitting();
    bounds(rules);
    if (options.multipleOf() != null) multiple(options.multipleOf(), rules);
    lengths(rules);
    if (options.pattern() != null)
      pattern(options.pattern(), "must match " + options.pattern(), "pattern", rules);
    if (options.format() != null) format(options.format(), rules);
  }

  /** An option that means nothing for the type would be a rule that silently never fails. */
  private void fitting() {
    boolean text = type == Type.TEXT;
    boolean ordered = type != Type.TEXT && type != Type.BOOLEAN;
    boolean number = type == Type.NUMBER || type == Type.INTEGER;
    refuse(!ordered && options.minimum() != null, "minimum");
    refuse(!ordered && options.maximum() != null, "maximum");
    refuse(!ordered && options.exclusiveMinimum() != null, "exclusiveMinimum");
    refuse(!ordered && options.exclusiveMaximum() != null, "exclusiveMaximum");
    refuse(!number && options.multipleOf() != null, "multipleOf");
    refuse(!text && options.minLength() != null, "minLength");
    refuse(!text && options.maxLength() != null, "maxLength");
    refuse(!text && options.pattern() != null, "pattern");
  }

  private void refuse(boolean wrong, String option) {
    if (wrong)
      throw at.in(option).error("%s is no option of logicalType %s".formatted(option, word()));
  }

  private String word() {
    return type == Type.TEXT ? "string" : type.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void bounds(ContractParser.Rules rules) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (boolean exclusive : List.of(false, true)) {
      String least = exclusive ? options.exclusiveMinimum() : options.minimum();
      if (least != null) {
        low = Math.max(low, bound(least, exclusive ? "exclusiveMinimum" : "minimum"));
        String message = (exclusive ? "must be more than " : "must be at least ") + least;
        double bound = bound(least, "minimum");
        add(rules, "minimum", message, new Check.AtLeast(exclusive ? Math.nextUp(bound) : bound));
      }
      String most = exclusive ? options.exclusiveMaximum() : options.maximum();
      if (most != null) {
        high = Math.min(high, bound(most, exclusive ? "exclusiveMaximum" : "maximum"));
        String message = (exclusive ? "must be less than " : "must be at most ") + most;
        double bound = bound(most, "maximum");
        add(rules, "maximum", message, new Check.AtMost(exclusive ? Math.nextDown(bound) : bound));
      }
    }
    if (low > high) throw at.error("the minimum lies above the maximum: swap them");
  }

  private double bound(String text, String option) {
    Type read = type == Type.INTEGER ? Type.NUMBER : type;
    double value = Cells.read(read, text);
    if (!Double.isFinite(value))
      throw at.in(option).error(option + " must be a value of logicalType " + word());
    return value;
  }

  private void multiple(double step, ContractParser.Rules rules) {
    if (!(step > 0)) throw at.in("multipleOf").error("multipleOf must be more than 0");
    String message = "must be a multiple of " + SetRule.Bound.plain(step);
    add(rules, "multiple-of", message, new Check.MultipleOf(step));
  }

  private void lengths(ContractParser.Rules rules) {
    if (options.minLength() == null && options.maxLength() == null) return;
    int least = Objects.requireNonNullElse(options.minLength(), 0);
    int most = Objects.requireNonNullElse(options.maxLength(), Integer.MAX_VALUE);
    if (least < 0 || least > most)
      throw at.in("minLength").error("minLength must be from 0 to maxLength");
    String message =
        most == Integer.MAX_VALUE
            ? "must have at least %d characters".formatted(least)
            : "must have %d to %d characters".formatted(least, most);
    add(rules, "length", message, new Check.Length(least, most));
  }

  private void pattern(String text, String message, String key, ContractParser.Rules rules) {
    compile(text, at.in(key));
    add(rules, "pattern", message, new Check.Matching(text));
  }

  @SuppressWarnings("ReturnValueIgnored")
  static void compile(String text, Places.At at) {
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw at.error("the pattern does not compile: " + e.getDescription());
    }
  }

  private void format(String format, ContractParser.Rules rules) {
    @Nullable String known = FORMATS.get(format);
    if (type == Type.TEXT && known != null) pattern(known, "must be a " + format, "format", rules);
    if (type == Type.DATE && !format.equals("yyyy-MM-dd"))
      throw at.in("format").error("dates are read as yyyy-MM-dd only");
    if (type == Type.TIMESTAMP && !format.startsWith("yyyy-MM-dd"))
      throw at.in("format").error("timestamps are read as ISO 8601 only: leave the format out");
  }

  private void add(ContractParser.Rules rules, String name, String message, Check check) {
    rules.rows.add(new RowRule(column, type, name, message, check));
  }
}
