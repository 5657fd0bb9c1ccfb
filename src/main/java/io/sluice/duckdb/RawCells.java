package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.validate.Check;
import io.sluice.validate.Contract;
import io.sluice.validate.RowRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relation of raw rows as the row rules see them. */
final class RawCells {
  /** Position of a row in its file, from 0. */
  static final String ROW = "_row";

  private final Contract contract;
  private final String raw;

  /**
   * @param raw relation of the text columns and {@code file_row_number}
   */
  RawCells(Contract contract, String raw) {
    this.contract = contract;
    this.raw = raw;
  }

  /**
   * All columns that are not text travel as the doubles that they are judged by. The last one is
   * the row's position: DuckDB streams the blocks of a slow query out of order (seen in 1.5.6).
   */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Column column : contract.schema().columns())
      columns.add(new Column(column.name(), column.type().numeric() ? Type.NUMBER : Type.TEXT));
    columns.add(new Column(ROW, Type.INTEGER));
    return columns;
  }

  String relation(Connection connection) throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < contract.schema().columns().size(); i++) {
      Column column = contract.schema().columns().get(i);
      String cell = column.type().numeric() ? new StrictSql(column).number() : text(connection, i);
      cells.add(cell + " AS " + Sql.name(column.name()));
    }
    cells.add("file_row_number AS " + ROW);
    return "(SELECT "
        + String.join(", ", cells)
        + " FROM "
        + StrictSql.over(raw, contract.schema().columns())
        + ")";
  }

  /**
   * A text cell costs the driver far more than a number. Where a rule looks at a cell's presence
   * only, or DuckDB already knows that it matches a pattern, one and the same text stands for all
   * such cells, so that the column has few distinct values.
   */
  private String text(Connection connection, int column) throws SQLException {
    String name = Sql.name(contract.schema().columns().get(column).name());
    List<RowRule> rules = contract.rows().stream().filter(r -> r.column() == column).toList();
    if (rules.isEmpty()) return "NULL::VARCHAR";
    List<RowRule> others = rules.stream().filter(r -> !r.name().equals("required")).toList();
    boolean presence = others.isEmpty() && rules.size() == 1;
    if (presence) return "CASE WHEN " + name + " IS NOT NULL THEN '' END";
    boolean plain =
        others.size() == 1
            && others.getFirst().check() instanceof Check.Matching(String pattern)
            && Suspects.plain(pattern);
    if (!plain) return name;
    String matches = Suspects.part(others.getFirst().check(), name);
    String match = first(connection, name, matches);
    if (match == null) return name;
    return "CASE WHEN %s THEN %s ELSE %s END".formatted(matches, Sql.text(match), name);
  }

  private @Nullable String first(Connection connection, String name, String condition)
      throws SQLException {
    String query = "SELECT %s FROM %s WHERE %s LIMIT 1".formatted(name, raw, condition);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getString(1) : null;
    }
  }
}
