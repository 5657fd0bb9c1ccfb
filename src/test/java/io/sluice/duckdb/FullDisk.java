package io.sluice.duckdb;

import io.sluice.collect.CsvFiles;
import io.sluice.collect.FileProfile;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import io.sluice.step.Progress;
import io.sluice.validate.Contract;
import io.sluice.validate.TestContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A process that does the work of each step, then again while no file of it may grow beyond 1 MB,
 * which fails as a full disk does, then again without that limit. Prints what came of each.
 */
final class FullDisk {
  private static final int ROWS = 300_000;
  private static final Column X = new Column("x", Type.NUMBER);
  private static final Column SCORE = new Column("score", Type.NUMBER);
  private static final Contract CONTRACT = TestContracts.numbers();
  private static final Schema SCHEMA = CONTRACT.schema();
  private static final Lineage NOWHERE = new Lineage("test", "test", List.of());

  private final Path home;
  private final Opened opened;

  private FullDisk(Path home, Opened opened) {
    this.home = home;
    this.opened = opened;
  }

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    try (Opened opened = new Opened(home)) {
      new FullDisk(home, opened).work();
    }
  }

  private void work() throws Exception {
    Dataset before = write();
    Path csv = Files.writeString(home.resolve("rows.csv"), csv());
    prove("write", () -> write().rows());
    prove("collect", () -> collect(csv, 0).rows());
    prove("careful collect", () -> collect(csv, 1).rows());
    Records.Stored raw = collect(csv, 0).raw().reference();
    prove("validate", () -> validate(raw));
    prove("score", () -> extend(before));
    prove("export", () -> export(before));
    System.out.println("before: " + opened.store().describe(before.id()).rows());
  }

  private void prove(String what, Supplier<Long> work) throws Exception {
    long before = left();
    limit("1000000");
    try {
      System.out.println(what + " in spite of the limit: " + work.get());
    } catch (StorageFull e) {
      System.out.println(what + " full: " + e.getMessage());
    }
    System.out.println(what + " left behind: " + (left() - before));
    limit("unlimited");
    System.out.println(what + " after: " + work.get());
  }

  private Dataset write() {
    try (DatasetWriter writer = opened.store().write(Dataset.Kind.VALID, List.of(X), NOWHERE)) {
      writer.append(numbers(X));
      return writer.commit();
    }
  }

  private long extend(Dataset parent) {
    try (DatasetWriter writer =
        opened
            .store()
            .extend(Dataset.Kind.SCORES, parent.reference(), X.name(), X, SCORE, NOWHERE)) {
      writer.append(numbers(SCORE));
      return writer.commit().rows();
    }
  }

  private long export(Dataset dataset) {
    Path file = home.resolve("tmp/export.csv");
    opened.store().exportCsv(dataset.reference(), 1, List.of(X.name()), file);
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Durable.discard(file);
    }
  }

  private static String csv() {
    StringBuilder csv = new StringBuilder("x\n");
    for (double number : numbers(X).numbers(0)) csv.append(number).append('\n');
    return csv.toString();
  }

  /**
   * @param quotes an odd number of them lets the file be read row by row
   */
  private CsvFiles.Parsed collect(Path csv, int quotes) {
    FileProfile profile = new FileProfile("0", 0, ROWS + 1, 30, 1, quotes, false);
    List<String> header = List.of(X.name());
    return opened.csv().parse(csv, profile, header, SCHEMA, NOWHERE, Progress.SILENT);
  }

  private long validate(Records.Stored raw) {
    try (var judged = opened.storedRows().judge(raw, null, CONTRACT, Progress.SILENT)) {
      return judged.valid(NOWHERE).rows();
    }
  }

  private static Batch numbers(Column column) {
    double[] values = new Random(1).doubles(ROWS).toArray();
    return new Batch(List.of(column), new Object[] {values}, ROWS, 0);
  }

  private static void limit(String bytes) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    String[] command = {"prlimit", "--pid", self, "--fsize=" + bytes + ":unlimited"};
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0)
      throw new IllegalStateException("prlimit fails");
  }

  /** Files of datasets, and of what is to become one. */
  private long left() throws IOException {
    long count = 0;
    for (String folder : List.of("datasets", "tmp"))
      try (var files = Files.walk(home.resolve(folder))) {
        count += files.filter(Files::isRegularFile).count();
      }
    return count;
  }
}
