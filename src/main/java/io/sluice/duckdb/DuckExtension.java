package io.sluice.duckdb;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Writes numbers beside a column of their parent, row by row, without carrying that column along.
 */
final class DuckExtension implements DatasetWriter {
  private final DuckDatasets datasets;
  private final Dataset.Kind kind;
  private final Dataset parent;
  private final Column kept;
  private final Column added;
  private final String source;
  private final Lineage lineage;
  private final Gathering rows;
  private long appended;

  DuckExtension(
      DuckDatasets datasets,
      Dataset.Kind kind,
      Dataset parent,
      String source,
      Column kept,
      Column added,
      Lineage lineage) {
    this.datasets = datasets;
    this.kind = kind;
    this.parent = parent;
    this.source = source;
    this.kept = kept;
    this.added = added;
    this.lineage = lineage;
    this.rows = new Gathering(datasets.open(), List.of(added));
  }

  @Override
  public void append(Batch batch) {
    double[] numbers = batch.numbers(batch.index(added.name()));
    DuckDBAppender appender = rows.appender();
    try {
      for (int row = 0; row < batch.size(); row++) {
        appender.beginRow();
        if (Double.isNaN(numbers[row])) appender.appendNull();
        else appender.append(numbers[row]);
        appender.endRow();
      }
      appended += batch.size();
    } catch (SQLException e) {
      throw Sql.failure("writing a dataset", e);
    }
  }

  @Override
  public Dataset commit() {
    if (appended != parent.rows())
      throw new IllegalStateException(
          "%d rows beside a dataset of %d".formatted(appended, parent.rows()));
    Path file = datasets.tempFile();
    rows.copy(
        "SELECT p.%s AS %s, g.%s FROM (SELECT %s FROM %s) p POSITIONAL JOIN %s g WHERE g.%s IS NOT NULL"
            .formatted(
                Sql.name(source),
                Sql.name(kept.name()),
                Sql.name(added.name()),
                Sql.name(source),
                Sql.parquet(parent.path()),
                Gathering.TABLE,
                Sql.name(added.name())),
        file);
    return datasets.adopt(kind, List.of(kept, added), lineage, file);
  }

  @Override
  public void close() {
    rows.close();
  }
}
