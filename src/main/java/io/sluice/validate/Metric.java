package io.sluice.validate;

import io.sluice.data.Column;
import io.sluice.data.Places;
import io.sluice.data.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The measures of the standard's rule library. */
enum Metric {
  NULLS,
  MISSING,
  INVALID,
  DUPLICATES,
  ROWS;

  static final String KNOWN = "nullValues, missingValues, invalidValues, duplicateValues, rowCount";

  /** With the names that earlier versions of the standard used. */
  private static final Map<String, Metric> NAMES =
      Map.ofEntries(
          Map.entry("nullValues", NULLS),
          Map.entry("nullCheck", NULLS),
          Map.entry("nullCount", NULLS),
          Map.entry("missingValues", MISSING),
          Map.entry("missingCount", MISSING),
          Map.entry("invalidValues", INVALID),
          Map.entry("invalidCount", INVALID),
          Map.entry("validValues", INVALID),
          Map.entry("duplicateValues", DUPLICATES),
          Map.entry("duplicateCount", DUPLICATES),
          Map.entry("uniqueness", DUPLICATES),
          Map.entry("rowCount", ROWS),
          Map.entry("countCheck", ROWS));

  static @Nullable Metric of(@Nullable String word) {
    return word == null ? null : NAMES.get(word);
  }

  boolean ofColumn() {
    return this == NULLS || this == MISSING || this == INVALID;
  }

  /** What a library rule is about. */
  record Subject(
      ContractFile.Quality quality,
      Places.At at,
      boolean percent,
      @Nullable Column column,
      int position,
      List<Column> columns) {
    Column one() {
      return Objects.requireNonNull(column);
    }

    List<String> valid() {
      var arguments = quality.arguments();
      List<String> values =
          arguments != null && arguments.validValues() != null
              ? arguments.validValues()
              : quality.validValues();
      return Objects.requireNonNullElse(values, List.of());
    }

    List<String> missing() {
      var arguments = quality.arguments();
      if (arguments == null || arguments.missingValues() == null) return List.of();
      return arguments.missingValues().stream()
          .flatMap(v -> java.util.stream.Stream.ofNullable(v))
          .toList();
    }

    @Nullable String pattern() {
      return quality.arguments() == null ? null : quality.arguments().pattern();
    }
  }

  void rowRule(Subject subject, ContractParser.Rules rules) {
    switch (this) {
      case NULLS -> required(subject, rules);
      case MISSING -> {
        required(subject, rules);
        Set<String> words = new HashSet<>(subject.missing());
        if (!words.isEmpty() && subject.one().type() == Type.TEXT)
          texts(subject, rules, "required", "a value is required", new Check.Apart(words));
      }
      case INVALID -> invalid(subject, rules);
      case DUPLICATES -> rules.unique.add(new UniqueRule(keyed(subject), false));
      case ROWS -> throw new IllegalStateException("rows are counted together");
    }
  }

  SetRule setRule(Subject subject, SetRule.Bound bound) {
    String query = MetricSql.query(this, subject);
    String name = subject.column() == null ? "" : subject.column().name() + ": ";
    return new SetRule(
        Objects.requireNonNullElse(
            subject.quality().name(),
            name
                + Objects.requireNonNullElse(
                    subject.quality().metric(), String.valueOf(subject.quality().rule()))),
        query,
        bound);
  }

  static List<String> keyed(Subject subject) {
    if (subject.column() != null) return List.of(subject.column().name());
    var arguments = subject.quality().arguments();
    List<String> names = arguments == null ? null : arguments.properties();
    Places.At at = subject.at().in("arguments", "properties");
    if (names == null || names.isEmpty()) throw at.error("which properties? list them here");
    Set<String> known = subject.columns().stream().map(Column::name).collect(Collectors.toSet());
    for (int i = 0; i < names.size(); i++)
      if (!known.contains(names.get(i)))
        throw at.in(i).error("there is no property '%s'".formatted(names.get(i)));
    return names;
  }

  private static void required(Subject subject, ContractParser.Rules rules) {
    if (subject.one().required()) return;
    rules.rows.add(
        new RowRule(
            subject.position(),
            subject.one().type(),
            "required",
            "a value is required",
            new Check.Required()));
  }

  private static void invalid(Subject subject, ContractParser.Rules rules) {
    List<String> valid = subject.valid();
    String pattern = subject.pattern();
    if (valid.isEmpty() && pattern == null)
      throw subject.at().in("arguments").error("arguments need validValues or a pattern");
    if (pattern != null) {
      OptionsParser.compile(pattern, subject.at().in("arguments", "pattern"));
      texts(subject, rules, "pattern", "must match " + pattern, new Check.Matching(pattern));
    }
    if (valid.isEmpty()) return;
    String message = "must be one of " + String.join(", ", valid);
    if (subject.one().type() == Type.TEXT)
      texts(subject, rules, "valid-values", message, new Check.Among(Set.copyOf(valid)));
    else numbers(subject, rules, message, valid);
  }

  private static void numbers(
      Subject subject, ContractParser.Rules rules, String message, List<String> valid) {
    Set<Double> values = new HashSet<>();
    for (int i = 0; i < valid.size(); i++) {
      double value = Cells.read(subject.one().type(), valid.get(i));
      if (!Double.isFinite(value))
        throw subject
            .at()
            .in("arguments", "validValues", i)
            .error("'%s' is not of the property's type".formatted(valid.get(i)));
      values.add(value + 0.0);
    }
    rules.rows.add(
        new RowRule(
            subject.position(),
            subject.one().type(),
            "valid-values",
            message,
            new Check.AmongNumbers(values)));
  }

  private static void texts(
      Subject subject, ContractParser.Rules rules, String name, String message, Check check) {
    if (subject.one().type() != Type.TEXT)
      throw subject.at().error("a rule on text needs a property of logicalType string");
    rules.rows.add(new RowRule(subject.position(), Type.TEXT, name, message, check));
  }

  static String quoted(String column) {
    return '"' + column + '"';
  }
}
