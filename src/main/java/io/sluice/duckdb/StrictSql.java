package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads text columns by SQL exactly as {@link io.sluice.validate.Cells} reads a cell. DuckDB's own
 * casts are laxer: they round 12.5 to 13 and take 0x1F, 1_000, NaN and timestamps whose offset they
 * drop. Cheap tests come first, since they run on every cell.
 */
final class StrictSql {
  private static final String BLANKS =
      "concat(chr(32), chr(9), chr(10), chr(11), chr(12), chr(13))";
  private static final String DAY = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}";
  private static final String ZONE = "[+-](0[0-9]|1[0-4]):[0-5][0-9]";
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
  private static final String MOMENT = DAY + "([T ]" + TIME + "(Z|" + ZONE + ")?)?";
  private static final String EXACT = "9007199254740992";
  private static final String NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";
  private static final String WHOLE = "(%1$s = trunc(%1$s) AND abs(%1$s) <= " + EXACT + ")";

  /** DuckDB takes 1_000 for a number and +-1 as well; a number with a plus is looked at twice. */
  private static final String PLAIN =
      " AND NOT contains(%2$s, '_') AND NOT (%1$s <= 0 AND contains(%2$s, '+'))";

  private static final String DOUBLE = "_number_";

  private final String name;
  private final String text;
  private final Type type;

  StrictSql(Column column) {
    this.name = column.name();
    this.text = Sql.name(name);
    this.type = column.type();
  }

  /**
   * The relation that the expressions of these columns are about: the cast to a double, which they
   * use several times, is done once for each cell (within a CASE it would be done for each use).
   */
  static String over(String relation, List<Column> columns) {
    return columns.stream()
        .filter(c -> c.type() == Type.NUMBER || c.type() == Type.INTEGER)
        .map(
            c ->
                "TRY_CAST(%s AS DOUBLE) AS %s"
                    .formatted(Sql.name(c.name()), Sql.name(DOUBLE + c.name())))
        .collect(Collectors.joining(", ", "(SELECT *, ", " FROM " + relation + ")"))
        .replace("*,  FROM", "* FROM");
  }

  /** The cell as a batch carries it: NaN when missing, Infinity when it is not of its type. */
  String number() {
    return switch (type) {
      case TEXT -> throw new IllegalArgumentException("text is no number");
      case NUMBER -> guarded("isfinite(%1$s)", "isfinite(%1$s)");
      case INTEGER ->
          guarded(
              WHOLE,
              WHOLE
                  + " OR regexp_full_match(%3$s, '[+-]?[0-9]{1,19}') AND TRY_CAST(%2$s AS BIGINT)"
                  + " IS NOT NULL");
      default ->
          "CASE WHEN %1$s IS NULL OR %2$s = '' THEN 'NaN'::DOUBLE ELSE coalesce(%3$s, 'Infinity'::DOUBLE) END"
              .formatted(text, stripped(), seconds());
    };
  }

  /** True where the cell is certainly of its type and there; null or false says nothing. */
  String readable() {
    String right =
        switch (type) {
          case TEXT -> "%2$s IS NOT NULL";
          case NUMBER -> "isfinite(%1$s)" + PLAIN;
          case INTEGER -> WHOLE + PLAIN;
          default -> seconds().replace("%", "%%") + " IS NOT NULL";
        };
    return "(" + right.formatted(asDouble(), text) + ")";
  }

  /** The double that a {@link #readable} cell is judged by. */
  String readableValue() {
    return type == Type.NUMBER || type == Type.INTEGER ? asDouble() : "(" + seconds() + ")";
  }

  /** The cell as it is stored once it is known to be of its type; null when missing. */
  String value() {
    return switch (type) {
      case TEXT -> text;
      case NUMBER -> asDouble();
      case INTEGER ->
          "CASE WHEN abs(%1$s) <= %3$s THEN TRY_CAST(%1$s AS BIGINT) ELSE TRY_CAST(%2$s AS BIGINT) END"
              .formatted(asDouble(), text, EXACT);
      case BOOLEAN -> "(" + truth() + ") = 1";
      case DATE -> date();
      case TIMESTAMP -> timestamp();
    };
  }

  /** The cell as a part of a record's key. */
  String key() {
    return type == Type.TEXT
        ? text
        : type == Type.INTEGER ? "CAST(" + value() + " AS VARCHAR)" : stripped();
  }

  private String guarded(String right, String rare) {
    return ("CASE WHEN "
            + right
            + PLAIN
            + " THEN %1$s WHEN %2$s IS NULL OR %3$s = '' THEN 'NaN'::DOUBLE WHEN"
            + " regexp_full_match(%3$s, '%4$s') AND ("
            + rare
            + ") THEN %1$s ELSE 'Infinity'::DOUBLE END")
        .formatted(asDouble(), text, stripped(), NUMBER);
  }

  private String asDouble() {
    return Sql.name(DOUBLE + name);
  }

  private String stripped() {
    return "trim(" + text + ", " + BLANKS + ")";
  }

  private String seconds() {
    return switch (type) {
      case BOOLEAN -> truth();
      case DATE -> "CAST(date_diff('day', DATE '1970-01-01', " + date() + ") AS DOUBLE)";
      default -> "epoch_us(" + timestamp() + ") / 1e6";
    };
  }

  /** DuckDB would turn IN into a join, which loses the order of the rows. */
  private String truth() {
    return "CASE WHEN list_contains(['true', 't', 'yes', 'y', '1'], lower(%1$s)) THEN 1 WHEN list_contains(['false', 'f', 'no', 'n', '0'], lower(%1$s)) THEN 0 END"
        .formatted(stripped());
  }

  private String date() {
    return "CASE WHEN regexp_full_match(%1$s, '%2$s') THEN TRY_CAST(%1$s AS DATE) END"
        .formatted(stripped(), DAY);
  }

  /** Local time as written, less its offset, which DuckDB's cast to TIMESTAMP would drop. */
  private String timestamp() {
    String zone = "regexp_extract(%s, '%s$')".formatted(stripped(), ZONE);
    String local =
        "TRY_CAST(regexp_replace(%s, '(Z|%s)$', '') AS TIMESTAMP)".formatted(stripped(), ZONE);
    String minutes =
        "CAST(%1$s[1] || '1' AS INTEGER) * (60 * CAST(%1$s[2:3] AS INTEGER) + CAST(%1$s[5:6] AS INTEGER))"
            .formatted(zone);
    return "CASE WHEN NOT regexp_full_match(%s, '%s') THEN NULL WHEN %s = '' THEN %s ELSE %s - to_minutes(%s) END"
        .formatted(stripped(), MOMENT, zone, local, local, minutes);
  }
}
