package io.sluice.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The few distinct values of a text column, so that its cells travel as small numbers.
 *
 * @param column name of the column
 * @param values by code; the code after the last one stands for a missing value
 */
record Dictionary(String column, List<String> values) {

  /** The dictionary of a column, or null when it has too many values for one. */
  static @Nullable Dictionary of(Connection connection, String relation, String column)
      throws SQLException {
    String name = Sql.name(column);
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT %1$s FROM (SELECT DISTINCT %1$s FROM (SELECT %1$s FROM %2$s LIMIT 20000)) LIMIT %3$d"
                    .formatted(name, relation, DuckReader.DICTIONARY_LIMIT / 2 + 1))) {
      int few = 0;
      while (result.next()) few++;
      if (few > DuckReader.DICTIONARY_LIMIT / 2) return null;
    }
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT DISTINCT %1$s FROM %2$s WHERE %1$s IS NOT NULL LIMIT %3$d"
                    .formatted(name, relation, DuckReader.DICTIONARY_LIMIT + 1))) {
      while (result.next()) values.add(result.getString(1));
    }
    return values.size() > DuckReader.DICTIONARY_LIMIT ? null : new Dictionary(column, values);
  }

  /** SQL for the code of a cell. */
  String expression() {
    if (values.isEmpty()) return "0";
    String all = values.stream().map(Sql::text).collect(Collectors.joining(", "));
    return "coalesce(enum_code(CAST(%s AS ENUM(%s)))::INTEGER, %d)"
        .formatted(Sql.name(column), all, values.size());
  }

  @Nullable String value(int code) {
    return code == values.size() ? null : values.get(code);
  }
}
