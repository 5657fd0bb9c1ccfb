package io.sluice.duckdb;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Type;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Collects batches in a spilling table and writes them as one Parquet file at the end. */
final class DuckWriter implements DatasetWriter {
  private final DuckDatasets datasets;
  private final Dataset.Kind kind;
  private final List<Column> columns;
  private final Lineage lineage;
  private final Gathering rows;

  DuckWriter(DuckDatasets datasets, Dataset.Kind kind, List<Column> columns, Lineage lineage) {
    this.datasets = datasets;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.lineage = lineage;
    this.rows = new Gathering(datasets.open(), columns);
  }

  @Override
  public void append(Batch batch) {
    try {
      DuckDBAppender appender = rows.appender();
      for (int row = 0; row < batch.size(); row++) {
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) append(appender, batch, i, row);
        appender.endRow();
      }
    } catch (SQLException e) {
      throw Sql.failure("writing a dataset", e);
    }
  }

  private void append(DuckDBAppender appender, Batch batch, int column, int row)
      throws SQLException {
    Type type = columns.get(column).type();
    if (type == Type.TEXT) {
      @Nullable String value = batch.texts(column)[row];
      if (value == null) appender.appendNull();
      else appender.append(value);
      return;
    }
    double value = batch.numbers(column)[row];
    if (Double.isNaN(value)) appender.appendNull();
    else
      switch (type) {
        case INTEGER -> appender.append((long) value);
        case BOOLEAN -> appender.append(value != 0);
        case DATE -> appender.append(java.time.LocalDate.ofEpochDay((long) value));
        case TIMESTAMP ->
            appender.append(
                java.time.LocalDateTime.ofEpochSecond(
                    (long) Math.floor(value), 0, java.time.ZoneOffset.UTC));
        default -> appender.append(value);
      }
  }

  @Override
  public Dataset commit() {
    Path file = datasets.tempFile();
    rows.copy("SELECT * FROM " + Gathering.TABLE, file);
    return datasets.adopt(kind, columns, lineage, file);
  }

  @Override
  public void close() {
    rows.close();
  }
}
