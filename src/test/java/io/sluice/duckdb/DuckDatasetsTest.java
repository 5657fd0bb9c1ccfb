package io.sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDatasetsTest {
  private static final Lineage HERE = new Lineage("run", "element", List.of("file:abc"));
  private static final Column NAME = new Column("name", Type.TEXT);
  private static final Column KIND = new Column("kind", Type.TEXT);
  private static final Column SIZE = new Column("size", Type.INTEGER);
  private static final Column RATE = new Column("rate", Type.NUMBER);
  private static final Column DAY = new Column("day", Type.DATE);
  private static final List<Column> COLUMNS = List.of(NAME, KIND, SIZE, RATE, DAY);

  @TempDir Path home;
  private Opened opened;

  @BeforeEach
  void open() {
    opened = new Opened(home);
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void readsBackWhatWasWrittenInItsOrder() {
    Dataset dataset = write(5_000);
    assertThat(dataset.rows()).isEqualTo(5_000);
    long position = 0;
    try (BatchReader reader =
        opened
            .datasets()
            .read(dataset.reference(), List.of("day", "kind", "name", "size", "rate"), 512)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        assertThat(batch.first()).isEqualTo(position);
        for (int i = 0; i < batch.size(); i++, position++) {
          assertThat(batch.numbers(0)[i]).isEqualTo(position % 1000);
          assertThat(batch.texts(1)[i])
              .isEqualTo(position % 7 == 0 ? null : "it's " + position % 7);
          assertThat(batch.texts(2)[i]).isEqualTo("n" + position);
          assertThat(batch.numbers(3)[i]).isEqualTo(position);
          if (position % 3 == 0) assertThat(batch.numbers(4)[i]).isNaN();
          else assertThat(batch.numbers(4)[i]).isEqualTo(position / 4.0);
        }
      }
    }
    assertThat(position).isEqualTo(5_000);
  }

  @Test
  void leavesNothingBehindWithoutCommit() throws Exception {
    try (DatasetWriter writer = opened.datasets().write(Dataset.Kind.VALID, COLUMNS, HERE)) {
      writer.append(batch(0, 10));
    }
    try (var files = Files.walk(home)) {
      assertThat(files.filter(f -> f.toString().endsWith(".parquet"))).isEmpty();
    }
  }

  @Test
  void forgetsWhatARolledBackTransactionWrote() {
    Dataset before = opened.transaction().execute(status -> write(10));
    Dataset gone =
        opened
            .transaction()
            .execute(
                status -> {
                  status.setRollbackOnly();
                  return write(10);
                });
    assertThat(Objects.requireNonNull(gone).path()).doesNotExist();
    assertThatThrownBy(() -> opened.datasets().describe(gone.id()))
        .hasMessage("no dataset " + gone.id());
    assertThat(opened.datasets().describe(Objects.requireNonNull(before).id()).path()).exists();
  }

  /** As a kill leaves it between the file and its row. */
  @Test
  void removesADayOldFileThatNoDatasetIsKnownOf() throws Exception {
    Dataset known = write(10);
    Path old = Files.copy(known.path(), known.path().resolveSibling("old.parquet"));
    Path young = Files.copy(known.path(), known.path().resolveSibling("young.parquet"));
    FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, twoDaysAgo);
    Files.setLastModifiedTime(known.path(), twoDaysAgo);
    opened.datasets().sweep();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(known.path()).exists();
  }

  @Test
  void refusesADatasetWhoseFileWasChanged() throws Exception {
    Dataset dataset = write(10);
    byte[] bytes = Files.readAllBytes(dataset.path());
    bytes[bytes.length / 2] ^= 1;
    Files.write(dataset.path(), bytes);
    try (DuckDatabase other =
        new DuckDatabase(new io.sluice.data.Home(home), new DuckSettings("100MB", 1))) {
      DuckDatasets fresh = opened.reopened(other);
      assertThatThrownBy(() -> fresh.read(dataset.reference(), List.of("name"), 10))
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void keepsEachKeyBesideItsNumberAndLeavesOutMissingOnes() {
    int rows = 300_000;
    Dataset parent = write(rows);
    Column key = new Column("key", Type.TEXT);
    Dataset scores;
    try (DatasetWriter writer =
        opened
            .datasets()
            .extend(Dataset.Kind.SCORES, parent.reference(), "name", key, RATE, HERE)) {
      for (int first = 0; first < rows; first += 1000) {
        double[] values = new double[1000];
        for (int i = 0; i < 1000; i++) values[i] = (first + i) % 10 == 0 ? Double.NaN : first + i;
        writer.append(new Batch(List.of(RATE), new Object[] {values}, 1000, first));
      }
      scores = writer.commit();
    }
    assertThat(scores.rows()).isEqualTo(rows * 9 / 10);
    List<String> wrong = new ArrayList<>();
    try (BatchReader reader =
        opened.datasets().read(scores.reference(), List.of("key", "rate"), 4096)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next())
        for (int i = 0; i < batch.size(); i++) {
          String expected = "n" + (long) batch.numbers(1)[i];
          @Nullable String found = batch.texts(0)[i];
          if (!expected.equals(found)) wrong.add(expected + " beside " + found);
        }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void exportsCsvForBulkLoading() throws Exception {
    Dataset dataset = write(3);
    Path file = home.resolve("tmp/out.csv");
    opened
        .datasets()
        .exportCsv(new Records.Stored(dataset.id()), 42, List.of("kind", "rate"), file);
    assertThat(file).hasContent("42,,\n42,it's 1,0.25\n42,it's 2,0.5\n");
  }

  @Test
  void reachesNoFileOutsideOfItsHome() throws Exception {
    try (var connection = opened.datasets().open();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT * FROM read_csv('/etc/passwd')"))
          .hasMessageContaining("disabled");
      assertThatThrownBy(() -> statement.execute("SET enable_external_access = true"))
          .isInstanceOf(java.sql.SQLException.class);
    }
  }

  private Dataset write(int rows) {
    try (DatasetWriter writer = opened.datasets().write(Dataset.Kind.VALID, COLUMNS, HERE)) {
      for (int first = 0; first < rows; first += 1000)
        writer.append(batch(first, Math.min(1000, rows - first)));
      return writer.commit();
    }
  }

  private static Batch batch(long first, int size) {
    @Nullable String[] names = new String[size];
    @Nullable String[] kinds = new String[size];
    double[] sizes = new double[size];
    double[] rates = new double[size];
    double[] days = new double[size];
    for (int i = 0; i < size; i++) {
      long n = first + i;
      names[i] = "n" + n;
      kinds[i] = n % 7 == 0 ? null : "it's " + n % 7;
      sizes[i] = n;
      rates[i] = n % 3 == 0 ? Double.NaN : n / 4.0;
      days[i] = n % 1000;
    }
    return new Batch(COLUMNS, new Object[] {names, kinds, sizes, rates, days}, size, first);
  }
}
