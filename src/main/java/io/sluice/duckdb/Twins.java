package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.validate.StoredRows;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds rows that share a key. The same row sent again is a slip: the first one stays. Rows with
 * other content all go, for nobody knows which is right.
 */
final class Twins {
  private final List<Column> key;
  private final List<Column> all;
  private final String raw;

  /**
   * @param raw relation of the text columns, {@code _row} and the line
   */
  Twins(List<Column> key, List<Column> all, String raw) {
    this.key = key;
    this.all = all;
    this.raw = raw;
  }

  /** The keys that more than one row has; rows with a missing part are not compared. */
  String sharedKeys() {
    return "SELECT k FROM (SELECT %s AS k FROM %s WHERE %s) GROUP BY k HAVING count(*) > 1"
        .formatted(value(), raw, present());
  }

  /**
   * @param shared table of the keys
   * @param rule number to give to the finds
   */
  String find(String shared, int rule) {
    String content = all.stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "));
    return """
    WITH member AS (
      SELECT _row, %1$s AS line, hash(%2$s) AS content, %3$s AS k FROM %4$s
      WHERE %5$s AND %3$s IN (SELECT k FROM %6$s)),
    twins AS (
      SELECT k, min(_row) AS head, min(line) AS first_line, max(line) AS last_line,
        count(DISTINCT content) AS contents
      FROM member GROUP BY k)
    SELECT _row, %7$d, CASE WHEN contents = 1
      THEN 'the same row is already in line ' || first_line
      ELSE 'another row with this key is in line '
        || CASE WHEN _row = head THEN last_line ELSE first_line END END
    FROM member JOIN twins USING (k) WHERE contents > 1 OR _row <> head\
    """
        .formatted(StoredRows.LINE, content, value(), raw, present(), shared, rule);
  }

  private String value() {
    if (key.size() == 1) return "(" + new StrictSql(key.getFirst()).value() + ")";
    return key.stream()
        .map(c -> new StrictSql(c).value())
        .collect(Collectors.joining(", ", "row(", ")"));
  }

  private String present() {
    return key.stream()
        .map(c -> "(" + new StrictSql(c).value() + ") IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }
}
