package io.sluice.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedFileTest {
  private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a.csv"), "id\n1\n2\n");
    Files.setLastModifiedTime(file, THEN);
  }

  @Test
  void readsAFileThatNobodyTouches() throws IOException {
    try (InputStream in = new UnchangedFile(file, THEN)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("id\n1\n2\n");
    }
  }

  @Test
  void failsWhenTheFileIsReplacedMeanwhile() throws IOException {
    try (InputStream in = new UnchangedFile(file, THEN)) {
      in.readNBytes(3);
      Path other = Files.writeString(folder.resolve("b.csv"), "id\n3\n4\n");
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertChanged(in);
    }
  }

  @Test
  void failsWhenTheFileGrowsOrShrinksWithinOneTick() throws IOException {
    try (InputStream in = new UnchangedFile(file, THEN)) {
      in.readNBytes(8);
      Files.writeString(file, "3\n", StandardOpenOption.TRUNCATE_EXISTING);
      Files.setLastModifiedTime(file, THEN);
      assertChanged(in);
    }
  }

  private static void assertChanged(InputStream in) {
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOf(UnchangedFile.Changed.class)
        .hasMessage("a.csv was changed while it was read");
  }
}
