package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.StorageFull;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Quoting, types and errors of DuckDB's SQL. */
final class Sql {
  private Sql() {}

  static String text(Path path) {
    return text(path.toString());
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String parquet(Path path) {
    return "read_parquet(" + text(path) + ")";
  }

  /**
   * Writes a query's result in its order. Row groups are half of DuckDB's own, so that two threads
   * can each fill one within the memory that an ordered write is given (measured: twice as fast).
   */
  static String copy(String query, Path file) {
    return "COPY (" + query + ") TO " + text(file) + " (FORMAT parquet, ROW_GROUP_SIZE 61440)";
  }

  static String type(Column column) {
    return switch (column.type()) {
      case TEXT -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }

  /** The column as the double that a batch carries; missing is NaN. */
  static String number(Column column) {
    String name = name(column.name());
    String value =
        switch (column.type()) {
          case DATE -> "date_diff('day', DATE '1970-01-01', " + name + ")";
          case TIMESTAMP -> "epoch(" + name + ")";
          default -> name;
        };
    return "coalesce(CAST(" + value + " AS DOUBLE), 'NaN'::DOUBLE)";
  }

  /** Translates what DuckDB says when it cannot write. */
  static RuntimeException failure(String doing, SQLException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean writing =
        message.contains("no space left")
            || message.contains("could not write")
            || message.contains("file too large")
            || message.contains("failed to offload");
    return writing
        ? new StorageFull("no room on the disk while " + doing, e)
        : new IllegalStateException("DuckDB failed while " + doing, e);
  }
}
