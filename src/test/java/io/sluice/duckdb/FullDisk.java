package io.sluice.duckdb;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A process that writes datasets, then again while no file of it may grow beyond 1 MB, which fails
 * as a full disk does, then again without that limit. Prints what came of each.
 */
final class FullDisk {
  private static final List<Column> COLUMNS = List.of(new Column("x", Type.NUMBER));

  private FullDisk() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    try (Opened opened = new Opened(home)) {
      Dataset before = write(opened);
      limit("1000000");
      try {
        write(opened);
        System.out.println("written in spite of the limit");
      } catch (StorageFull e) {
        System.out.println("full: " + e.getMessage());
      }
      System.out.println("left behind: " + (count(home, "datasets") - 1) + count(home, "tmp"));
      System.out.println("before: " + opened.store().describe(before.id()).rows());
      limit("unlimited");
      System.out.println("after: " + write(opened).rows());
    }
  }

  private static Dataset write(Opened opened) {
    double[] values = new Random(1).doubles(300_000).toArray();
    Lineage lineage = new Lineage("test", "test", List.of());
    try (DatasetWriter writer = opened.store().write(Dataset.Kind.VALID, COLUMNS, lineage)) {
      writer.append(new Batch(COLUMNS, new Object[] {values}, values.length, 0));
      return writer.commit();
    }
  }

  private static void limit(String bytes) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    String[] command = {"prlimit", "--pid", self, "--fsize=" + bytes + ":unlimited"};
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0)
      throw new IllegalStateException("prlimit fails");
  }

  private static long count(Path home, String folder) throws IOException {
    try (var files = Files.walk(home.resolve(folder))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
