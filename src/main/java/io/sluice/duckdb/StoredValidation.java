package io.sluice.duckdb;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Records;
import io.sluice.step.Progress;
import io.sluice.validate.Contract;
import io.sluice.validate.StoredRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Streams raw rows through the row rules in Java, collects the broken ones in a temporary table and
 * leaves everything that compares rows with each other to SQL.
 */
final class StoredValidation implements StoredRows {
  private static final int BATCH = 8_192;

  private final DuckDatasets datasets;

  StoredValidation(DuckDatasets datasets) {
    this.datasets = datasets;
  }

  @Override
  public Judgement judge(
      Records.Stored raw, Records.@Nullable Stored rejects, Contract contract, Progress progress) {
    Path rows = datasets.pathOf(raw.dataset());
    Path unreadable = rejects == null ? null : datasets.pathOf(rejects.dataset());
    Connection connection = datasets.open();
    try {
      ValidationTables tables = new ValidationTables(connection, contract, rows);
      rowRules(contract, rows, datasets.describe(raw.dataset()).rows(), connection, progress);
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
    RawCells cells = new RawCells(contract, raw);
    try (DuckDBAppender broken =
            ((DuckDBConnection) connection)
                .createAppender("temp", "main", ValidationTables.BROKEN);
        Connection reading = datasets.open();
        BatchReader reader =
            DuckReader.open(reading, cells.relation(reading), cells.columns(), size, BATCH)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        double[] rows = batch.numbers(batch.columns().size() - 1);
        long first = batch.first();
        contract.judge(
            batch, (at, rule) -> append(broken, (long) rows[Math.toIntExact(at - first)], rule));
        progress.rows(first + batch.size());
      }
    }
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
