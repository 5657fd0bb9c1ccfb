package io.sluice.duckdb;

import static java.util.stream.Collectors.joining;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.Records;
import io.sluice.step.Progress;
import io.sluice.validate.Contract;
import io.sluice.validate.StoredRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Streams the raw rows that may break a row rule through the rules in Java, collects the broken
 * ones in a temporary table and leaves everything that compares rows with each other to SQL.
 */
final class StoredValidation implements StoredRows {
  private static final int BATCH = 8_192;
  private static final String SUSPECT = "suspect";

  private final DuckDatasets datasets;

  StoredValidation(DuckDatasets datasets) {
    this.datasets = datasets;
  }

  @Override
  public Judgement judge(
      Records.Stored raw, Records.@Nullable Stored rejects, Contract contract, Progress progress) {
    Dataset rows = datasets.describe(raw.dataset());
    Path unreadable = rejects == null ? null : datasets.pathOf(rejects.dataset());
    Connection connection = datasets.open();
    try {
      ValidationTables tables = new ValidationTables(connection, contract, rows);
      rowRules(contract, rows.path(), rows.rows(), connection, progress);
      tables.uniqueRules();
      long before = unreadable == null ? 0 : datasets.rows(unreadable);
      return new ValidationResult(datasets, connection, tables, contract, unreadable, before);
    } catch (SQLException e) {
      close(connection);
      throw Sql.failure("validating a dataset", e);
    } catch (RuntimeException e) {
      close(connection);
      throw e;
    }
  }

  private void rowRules(
      Contract contract, Path raw, long size, Connection connection, Progress progress)
      throws SQLException {
    try (Connection reading = datasets.open();
        DuckDBAppender broken =
            ((DuckDBConnection) connection)
                .createAppender("temp", "main", ValidationTables.BROKEN)) {
      RawCells cells = new RawCells(contract, suspects(contract, raw, reading));
      String relation = cells.relation(reading);
      try (var reader = DuckReader.open(reading, relation, cells.columns(), size, BATCH)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next())
          judge(contract, batch, broken, progress);
      }
    }
  }

  private static void judge(
      Contract contract, Batch batch, DuckDBAppender broken, Progress progress) {
    double[] rows = batch.numbers(batch.columns().size() - 1);
    long first = batch.first();
    contract.judge(
        batch, (at, rule) -> append(broken, (long) rows[Math.toIntExact(at - first)], rule));
    progress.rows((long) rows[batch.size() - 1] + 1);
  }

  /** The rows that Java has to look at, as a relation on the connection. */
  private static String suspects(Contract contract, Path raw, Connection reading)
      throws SQLException {
    String all = "read_parquet(%s, file_row_number = true)".formatted(Sql.text(raw));
    Suspects suspects = new Suspects(contract);
    if (suspects.all()) return all;
    List<Column> columns = contract.schema().columns();
    String cells = columns.stream().map(c -> Sql.name(c.name()) + ", ").collect(joining());
    try (Statement statement = reading.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE %s AS SELECT %sfile_row_number FROM %s WHERE %s"
              .formatted(SUSPECT, cells, StrictSql.over(all, columns), suspects.condition()));
    }
    return SUSPECT;
  }

  private static void append(DuckDBAppender broken, long row, int rule) {
    try {
      broken.beginRow();
      broken.append(row);
      broken.append(rule);
      broken.endRow();
    } catch (SQLException e) {
      throw Sql.failure("collecting broken rules", e);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sql.failure("closing a dataset", e);
    }
  }
}
