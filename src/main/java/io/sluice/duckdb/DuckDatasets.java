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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets as Parquet files below {@code datasets/}: written aside, synced, hashed, renamed, and
 * only then known. A file whose hash is not the recorded one is refused.
 */
final class DuckDatasets implements DatasetStore {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDatasets.class);

  private final DuckDatabase database;
  private final DatasetTable table;
  private final Path folder;
  private final Path temporary;
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  DuckDatasets(DuckDatabase database, DatasetTable table, Home home) {
    this.database = database;
    this.table = table;
    this.folder = home.folder("datasets");
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
      throw Sql.failure("exporting a dataset", e);
    }
  }

  /** Takes a finished Parquet file in as a dataset; part of the caller's transaction. */
  Dataset adopt(Dataset.Kind kind, List<Column> columns, Lineage lineage, Path file) {
    try {
      String id = UUID.randomUUID().toString();
      String sha256 = Durable.syncAndHash(file);
      Path target = folder.resolve(id + ".parquet");
      long bytes = Files.size(file);
      long rows = rows(file);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      Durable.syncFolder(folder);
      Dataset dataset = new Dataset(id, kind, target, columns, rows, bytes, sha256);
      table.add(dataset, lineage);
      verified.add(id);
      return dataset;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a dataset", e);
    }
  }

  /**
   * Removes what crashed writers left behind, once it is a day old: another node may be writing.
   */
  void sweep() {
    try {
      Set<String> known = new HashSet<>(table.paths());
      delete(temporary, name -> true);
      delete(folder, name -> !known.contains(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sweep the dataset folders", e);
    }
  }

  private static void delete(Path in, Predicate<String> which) throws IOException {
    try (var files = Files.newDirectoryStream(in)) {
      Instant before = Instant.now().minus(Duration.ofDays(1));
      for (Path file : files)
        if (which.test(file.getFileName().toString())
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          LOG.info("Removing {}, left behind by an unfinished write", file.getFileName());
          Files.delete(file);
        }
    }
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
