package io.sluice.duckdb;

import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Home;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Datasets as Parquet files: written aside, put on the {@link Shelf}, and only then known. A file
 * whose hash is not the recorded one is refused.
 */
final class DuckDatasets implements DatasetStore {
  private final DuckDatabase database;
  private final DatasetTable table;
  private final Shelf shelf;
  private final Path temporary;
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  DuckDatasets(DuckDatabase database, DatasetTable table, Home home) {
    this.database = database;
    this.table = table;
    this.shelf = new Shelf(home.folder("datasets"));
    this.temporary = home.folder("tmp/datasets");
  }

  Connection open() {
    return database.open();
  }

  /** A path that is free to be written to and adopted. */
  Path tempFile() {
    return temporary.resolve(UUID.randomUUID() + ".parquet");
  }

  Path pathOf(String id) {
    return describe(id).path();
  }

  @Override
  public Dataset describe(String id) {
    Dataset dataset =
        table.find(id).orElseThrow(() -> new IllegalArgumentException("no dataset " + id));
    if (!verified.contains(id)) verify(dataset);
    return dataset;
  }

  @Override
  public BatchReader read(Records.Stored records, List<String> columns, int batchSize) {
    Dataset dataset = describe(records.dataset());
    List<Column> wanted = columns.stream().map(name -> column(dataset, name)).toList();
    return DuckReader.inOrder(
        database.openOrdered(), dataset.path(), wanted, dataset.rows(), batchSize);
  }

  @Override
  public DatasetWriter write(Dataset.Kind kind, List<Column> columns, Lineage lineage) {
    return new DuckWriter(this, kind, columns, lineage);
  }

  @Override
  public DatasetWriter extend(
      Dataset.Kind kind,
      Records.Stored parent,
      String source,
      Column kept,
      Column added,
      Lineage lineage) {
    Dataset rows = describe(parent.dataset());
    return new DuckExtension(this, kind, rows, source, kept, added, lineage);
  }

  @Override
  public void exportCsv(Records.Stored records, long tag, List<String> columns, Path file) {
    Dataset dataset = describe(records.dataset());
    String names = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT %d, %s FROM %s) TO %s (FORMAT csv, HEADER false)"
              .formatted(tag, names, Sql.parquet(dataset.path()), Sql.text(file)));
    } catch (SQLException e) {
      Durable.discard(file);
      throw Sql.failure("exporting a dataset", e);
    }
  }

  /** Takes a finished Parquet file in as a dataset; part of the caller's transaction. */
  Dataset adopt(Dataset.Kind kind, List<Column> columns, Lineage lineage, Path file) {
    String id = UUID.randomUUID().toString();
    long rows = rows(file);
    Shelf.Kept kept = shelf.keep(id, file);
    Dataset dataset =
        new Dataset(id, kind, kept.path(), columns, rows, kept.bytes(), kept.sha256());
    table.add(dataset, lineage);
    verified.add(id);
    return dataset;
  }

  /** Removes files that no dataset is known of: what was killed had no time to do so. */
  @Scheduled(fixedDelay = 3_600_000)
  void sweep() {
    shelf.sweep(Set.copyOf(table.paths()));
  }

  private void verify(Dataset dataset) {
    try {
      if (!Durable.hash(dataset.path()).equals(dataset.sha256()))
        throw new IllegalStateException(
            "dataset " + dataset.id() + " is damaged: its file has another sha-256 than recorded");
      verified.add(dataset.id());
    } catch (IOException e) {
      throw new UncheckedIOException("dataset " + dataset.id() + " is not readable", e);
    }
  }

  private static Column column(Dataset dataset, String name) {
    return dataset.columns().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("dataset " + dataset.id() + " has no column " + name));
  }

  long rows(Path file) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT num_rows FROM parquet_file_metadata(" + Sql.text(file) + ")")) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw Sql.failure("counting rows", e);
    }
  }
}
