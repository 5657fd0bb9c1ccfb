package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.validate.Check;
import io.sluice.validate.Contract;
import io.sluice.validate.RowRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sorts out by SQL the rows that certainly keep every row rule, so that Java needs to look at the
 * few others only: a cell costs the driver more than DuckDB needs to check it. Whatever SQL cannot
 * tell for certain is suspect.
 */
final class Suspects {
  /** Patterns that mean the same to DuckDB's RE2 as to Java. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "\\^?(?:[A-Za-z0-9_ /:-]|\\[[A-Za-z0-9_"
              + " -]+]|\\((?!\\?)|\\)|\\||\\{[0-9]+(?:,[0-9]*)?}(?![+?])|[+*?](?![+?]))*\\$?");

  private final Contract contract;

  Suspects(Contract contract) {
    this.contract = contract;
  }

  /** Whether every row would be one. */
  boolean all() {
    return contract.rows().stream()
        .anyMatch(rule -> rule.check() instanceof Check.Matching m && !plain(m.pattern()));
  }

  /** The condition on a row of {@link StrictSql#over}. */
  String condition() {
    return contract.schema().columns().stream()
        .map(this::condition)
        .collect(Collectors.joining(" OR "));
  }

  /** The part of the condition that is about one column. */
  String condition(Column column) {
    int position = contract.schema().columns().indexOf(column);
    List<Check> checks =
        contract.rows().stream()
            .filter(rule -> rule.column() == position)
            .map(RowRule::check)
            .toList();
    return checks.isEmpty() ? "FALSE" : "NOT " + fine(column, checks);
  }

  private static String fine(Column column, List<Check> checks) {
    String missing = Sql.name(column.name()) + " IS NULL";
    boolean required = checks.contains(new Check.Required());
    StrictSql strict = new StrictSql(column);
    List<String> parts = new ArrayList<>();
    if (column.type() != Type.TEXT) parts.add(strict.readable());
    String value = column.type() == Type.TEXT ? Sql.name(column.name()) : strict.readableValue();
    for (Check check : checks) parts.add(part(check, value));
    String present = String.join(" AND ", parts);
    return required
        ? "coalesce(%s IS NOT NULL AND %s, FALSE)".formatted(Sql.name(column.name()), present)
        : "(%s OR coalesce(%s, FALSE))".formatted(missing, present);
  }

  /** SQL that is true where a value that is there keeps the check for certain. */
  static String part(Check check, String value) {
    return switch (check) {
      case Check.Required() -> "TRUE";
      case Check.Readable() -> "TRUE";
      case Check.AtLeast(double least) -> value + " >= " + number(least);
      case Check.AtMost(double most) -> value + " <= " + number(most);
      case Check.MultipleOf(double step) ->
          "abs(%1$s / %2$s - round(%1$s / %2$s)) <= 1e-9".formatted(value, number(step));
      case Check.AmongNumbers(var values) ->
          value + " IN (" + list(values.stream().map(Suspects::number).toList()) + ")";
      case Check.Length(int least, int most) ->
          "length(%s) BETWEEN %d AND %d".formatted(value, least, most);
      case Check.Among(var values) -> value + " IN (" + texts(values) + ")";
      case Check.Apart(var words) -> value + " NOT IN (" + texts(words) + ")";
      case Check.Matching(String pattern) ->
          plain(pattern) ? "regexp_full_match(" + value + ", " + Sql.text(pattern) + ")" : "FALSE";
    };
  }

  static boolean plain(String pattern) {
    return PLAIN.matcher(pattern).matches();
  }

  private static String number(double value) {
    return "'" + value + "'::DOUBLE";
  }

  private static String texts(Collection<String> values) {
    return list(values.stream().sorted().map(Sql::text).toList());
  }

  private static String list(Collection<String> values) {
    return values.stream().collect(Collectors.joining(", "));
  }
}
