package io.sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On Linux, where a process can be forbidden to write large files. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  @Test
  void workThatFindsNoRoomSaysSoLeavesNothingBehindAndSucceedsOnceThereIsSome(@TempDir Path home)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertFullThenDone(printed, "write", "no room on the disk while writing a dataset");
    assertFullThenDone(printed, "collect", "no room on the disk while parsing a file");
    assertFullThenDone(printed, "careful collect", "no room on the disk while writing a dataset");
    assertFullThenDone(printed, "validate", "no room on the disk while writing a dataset");
    assertFullThenDone(printed, "score", "no room on the disk while writing a dataset");
    assertFullThenDone(printed, "export", "no room on the disk while exporting a dataset");
    assertThat(printed.lines()).contains("before: 300000");
  }

  private static void assertFullThenDone(String printed, String work, String message) {
    assertThat(printed.lines())
        .containsSubsequence(
            work + " full: " + message, work + " left behind: 0", work + " after: 300000");
  }
}
