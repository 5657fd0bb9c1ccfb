package io.sluice.duckdb;

import io.sluice.collect.CsvFiles;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.validate.Contract;
import io.sluice.validate.RowRule;
import io.sluice.validate.StoredRows;
import io.sluice.validate.UniqueRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The temporary tables of one validation, on one connection: which row breaks which rule, where a
 * row is known by its position in the file.
 */
final class ValidationTables {
  static final String BROKEN = "broken_rule";
  private static final String TWIN = "twin";
  private static final String RULE = "contract_rule";

  private final Connection connection;
  private final Contract contract;
  private final String raw;
  private final long rows;

  ValidationTables(Connection connection, Contract contract, Dataset raw) throws SQLException {
    this.connection = connection;
    this.contract = contract;
    this.rows = raw.rows();
    boolean numbered = raw.columns().stream().anyMatch(c -> c.name().equals(StoredRows.LINE));
    String line =
        numbered ? "" : ", file_row_number + " + CsvFiles.FIRST_LINE + " AS " + StoredRows.LINE;
    String positioned =
        "(SELECT *, file_row_number AS _row%s FROM read_parquet(%s, file_row_number = true))"
            .formatted(line, Sql.text(raw.path()));
    this.raw = StrictSql.over(positioned, contract.schema().columns());
    run("CREATE TEMP TABLE " + BROKEN + " (_row BIGINT, rule INTEGER)");
    run("CREATE TEMP TABLE " + TWIN + " (_row BIGINT, rule INTEGER, message VARCHAR)");
    run(
        "CREATE TEMP TABLE "
            + RULE
            + " (rule INTEGER, col VARCHAR, name VARCHAR, message VARCHAR)");
    for (int i = 0; i < contract.rows().size(); i++) {
      RowRule rule = contract.rows().get(i);
      String column = contract.schema().columns().get(rule.column()).name();
      run(
          "INSERT INTO %s VALUES (%d, %s, %s, %s)"
              .formatted(
                  RULE, i, Sql.text(column), Sql.text(rule.name()), Sql.text(rule.message())));
    }
  }

  /** The raw rows, with their position. */
  String raw() {
    return raw;
  }

  void uniqueRules() throws SQLException {
    for (int i = 0; i < contract.unique().size(); i++) {
      UniqueRule rule = contract.unique().get(i);
      List<Column> columns =
          rule.columns().stream().map(n -> contract.schema().column(n).orElseThrow()).toList();
      Twins twins = new Twins(columns, contract.schema().columns(), raw);
      run("CREATE OR REPLACE TEMP TABLE shared_key AS " + twins.sharedKeys());
      run("INSERT INTO %s %s".formatted(TWIN, twins.find("shared_key", i)));
    }
    run(
        "CREATE TEMP TABLE rejected AS SELECT DISTINCT _row FROM (SELECT _row FROM %s UNION ALL SELECT _row FROM %s)"
            .formatted(BROKEN, TWIN));
    run(
        "SET VARIABLE rejected = (SELECT bitstring_agg(_row, 0, %d) FROM rejected)"
            .formatted(Math.max(1, rows - 1)));
  }

  /** Accepted rows, typed, in the order of the file: a join with the rejected would lose it. */
  String valid() {
    String cells =
        list(
            contract.schema().columns(),
            c -> new StrictSql(c).value() + " AS " + Sql.name(c.name()));
    String parts =
        contract.schema().key().stream()
            .map(name -> contract.schema().column(name).orElseThrow())
            .map(c -> new StrictSql(c).key())
            .collect(Collectors.joining(", "));
    String key = parts.isEmpty() ? "CAST(_line AS VARCHAR)" : "concat_ws('|', " + parts + ")";
    return "SELECT %s, %s, %s AS %s FROM %s WHERE coalesce(get_bit(getvariable('rejected'), _row::INTEGER), 0) = 0"
        .formatted(cells, StoredRows.LINE, key, StoredRows.KEY, raw);
  }

  /** A row for each broken rule. */
  String quarantine() {
    List<Column> columns = contract.schema().columns();
    String record = list(columns, c -> Sql.text(c.name()) + ", r." + Sql.name(c.name()));
    String value =
        columns.stream()
            .map(c -> "WHEN %s THEN r.%s".formatted(Sql.text(c.name()), Sql.name(c.name())))
            .collect(Collectors.joining(" ", "CASE f.col ", combined() + " END"));
    return """
    SELECT r._line AS line, f.col AS "column", f.name AS rule, %1$s AS value, f.message AS message, CAST(json_object(%2$s) AS VARCHAR) AS record
    FROM (%3$s) f JOIN %4$s r USING (_row)\
    """
        .formatted(value, record, found(), raw);
  }

  /** The values of keys of several columns. */
  private String combined() {
    return contract.unique().stream()
        .filter(rule -> rule.columns().size() > 1)
        .map(
            rule ->
                " WHEN %s THEN concat_ws('|', %s)"
                    .formatted(
                        Sql.text(rule.label()),
                        rule.columns().stream()
                            .map(name -> "r." + Sql.name(name))
                            .collect(Collectors.joining(", "))))
        .collect(Collectors.joining());
  }

  /** How often which rule is broken. */
  String reasons() {
    return "SELECT col, name, CASE WHEN name = '%s' THEN 'must be unique' ELSE message END AS message, count(*) AS n FROM (%s) GROUP BY ALL ORDER BY n DESC, col, name"
        .formatted(UniqueRule.NAME, found());
  }

  private String found() {
    String rows =
        "SELECT _row, col, name, message FROM %s JOIN %s USING (rule)".formatted(BROKEN, RULE);
    StringBuilder all = new StringBuilder(rows);
    for (int i = 0; i < contract.unique().size(); i++)
      all.append(
          " UNION ALL SELECT _row, %s, '%s', message FROM %s WHERE rule = %d"
              .formatted(Sql.text(contract.unique().get(i).label()), UniqueRule.NAME, TWIN, i));
    return all.toString();
  }

  private static String list(
      List<Column> columns, java.util.function.Function<Column, String> sql) {
    return columns.stream().map(sql).collect(Collectors.joining(", "));
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
