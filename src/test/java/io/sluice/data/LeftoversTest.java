package io.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

  @TempDir Path folder;

  @Test
  void removesUnfinishedFilesOfYesterdayWhoeverLeftThem() throws Exception {
    Path publish = file("tmp/publish/1.csv", Duration.ofHours(25));
    Path spill = file("tmp/duckdb/spill.tmp", Duration.ofDays(9));
    Path beingWritten = file("tmp/publish/2.csv", Duration.ofHours(23));
    Path finished = file("datasets/1.parquet", Duration.ofDays(9));
    new Leftovers(new Home(folder), InstantSource.fixed(NOW)).sweep();
    assertThat(publish).doesNotExist();
    assertThat(spill).doesNotExist();
    assertThat(beingWritten).exists();
    assertThat(finished).exists();
    assertThat(folder.resolve("tmp/publish")).isDirectory();
  }

  private Path file(String name, Duration age) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
