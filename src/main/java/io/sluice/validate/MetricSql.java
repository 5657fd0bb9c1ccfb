package io.sluice.validate;

import io.sluice.data.Type;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL that measures a library rule over all accepted rows. */
final class MetricSql {
  private MetricSql() {}

  static String query(Metric metric, Metric.Subject subject) {
    return switch (metric) {
      case ROWS -> "select count(*) from {object}";
      case NULLS, MISSING -> share(subject, missing(subject));
      case INVALID -> share(subject, invalid(subject));
      case DUPLICATES -> duplicates(subject);
    };
  }

  private static String share(Metric.Subject subject, String condition) {
    return subject.percent()
        ? "select coalesce(100.0 * count(*) filter (where %s) / nullif(count(*), 0), 0) from {object}"
            .formatted(condition)
        : "select count(*) filter (where %s) from {object}".formatted(condition);
  }

  private static String missing(Metric.Subject subject) {
    String column = Metric.quoted(subject.one().name());
    String words = subject.missing().isEmpty() ? "" : in(column, subject.missing());
    return column + " is null" + (words.isEmpty() ? "" : " or " + words);
  }

  private static String invalid(Metric.Subject subject) {
    String column = Metric.quoted(subject.one().name());
    String pattern = subject.pattern();
    if (subject.valid().isEmpty() && pattern == null)
      throw subject.at().in("arguments").error("arguments need validValues or a pattern");
    String values = subject.valid().isEmpty() ? "false" : "not " + in(column, subject.valid());
    String shape =
        pattern == null || subject.one().type() != Type.TEXT
            ? "false"
            : "not regexp_full_match(%s, %s)".formatted(column, literal(pattern));
    return "%s is not null and (%s or %s)".formatted(column, values, shape);
  }

  private static String duplicates(Metric.Subject subject) {
    String columns =
        Metric.keyed(subject).stream().map(Metric::quoted).collect(Collectors.joining(", "));
    String count = "sum(n - 1)";
    String of = "(select count(*) n from {object} group by %s) g".formatted(columns);
    return subject.percent()
        ? "select coalesce(100.0 * %s / nullif(sum(n), 0), 0) from %s".formatted(count, of)
        : "select coalesce(%s, 0) from %s".formatted(count, of);
  }

  private static String in(String column, List<String> values) {
    return values.stream()
        .map(MetricSql::literal)
        .collect(Collectors.joining(", ", "cast(" + column + " as varchar) in (", ")"));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
