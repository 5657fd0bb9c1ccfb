package io.sluice.duckdb;

import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes raw datasets for tests and looks into what came of them. */
public final class RawRows {
  private static final Lineage NOWHERE = new Lineage("test", "collect", List.of());
  private final DuckDatasets datasets;

  public RawRows(Opened opened) {
    this.datasets = opened.datasets();
  }

  /** From a CSV file whose columns are among the schema's. */
  public Records.Stored csv(Path file, Schema schema) throws SQLException {
    return from("read_csv(" + Sql.text(file) + ", header = true, all_varchar = true)", schema);
  }

  /** From SQL values: rows of text in the order of the schema. */
  public Records.Stored values(Schema schema, String... rows) throws SQLException {
    String names = schema.names().stream().map(Sql::name).collect(Collectors.joining(", "));
    return from("(VALUES " + String.join(", ", rows) + ") t(" + names + ")", schema);
  }

  /** As many rows as asked for, from an expression for each column where i is the row. */
  public Records.Stored many(Schema schema, int rows, String... cells) throws SQLException {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < cells.length; i++)
      named.add(cells[i] + " AS " + Sql.name(schema.names().get(i)));
    return from(
        "(SELECT %s FROM range(%d) t(i))".formatted(String.join(", ", named), rows), schema);
  }

  private Records.Stored from(String relation, Schema schema) throws SQLException {
    String cells =
        schema.names().stream()
            .map(n -> "CAST(" + Sql.name(n) + " AS VARCHAR) AS " + Sql.name(n))
            .collect(Collectors.joining(", "));
    return write(
        "SELECT %s, row_number() OVER () + 1 AS _line FROM %s".formatted(cells, relation),
        Dataset.Kind.RAW,
        DuckCsvFiles.columns(schema));
  }

  /** One row that could not be cut into fields. */
  public Records.Stored reject() throws SQLException {
    return write(
        "SELECT 99::BIGINT AS line, NULL::VARCHAR AS \"column\", 'field-count' AS rule,"
            + " NULL::VARCHAR AS value, '2 fields where the header has 3' AS message, 'a,b' AS"
            + " record",
        Dataset.Kind.QUARANTINE,
        Rejects.COLUMNS);
  }

  private Records.Stored write(String query, Dataset.Kind kind, List<io.sluice.data.Column> columns)
      throws SQLException {
    Path file = datasets.tempFile();
    try (Connection connection = datasets.open();
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO " + Sql.text(file) + " (FORMAT parquet)");
    }
    return datasets.adopt(kind, columns, NOWHERE, file).reference();
  }

  /** How many rows of a dataset have a lower value of a column than the row before them. */
  public long unordered(Records.Stored dataset, String column) throws SQLException {
    String rows =
        "SELECT %1$s AS here, lag(%1$s) OVER (ORDER BY file_row_number) AS before FROM read_parquet(%2$s, file_row_number = true)"
            .formatted(Sql.name(column), Sql.text(datasets.pathOf(dataset.dataset())));
    String count = "SELECT count(*) FROM (" + rows + ") WHERE here < before";
    return Long.parseLong(ask(dataset, count).getFirst());
  }

  /** The rows that a query gives, each as its values joined by a blank. */
  public List<String> ask(Records.Stored dataset, String select) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = datasets.open();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                select.replace("{}", Sql.parquet(datasets.pathOf(dataset.dataset()))))) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
          row.add(String.valueOf(result.getObject(i)));
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }
}
