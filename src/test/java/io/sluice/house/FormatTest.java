package io.sluice.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FormatTest {
  @Test
  void everySourceIsFormatted() throws IOException {
    List<Path> unformatted = new ArrayList<>();
    for (Path file : Format.sources()) {
      String source = Files.readString(file);
      if (!Format.formatted(file, source).equals(source)) unformatted.add(file);
    }
    assertThat(unformatted).as("run: mvn test-compile exec:exec@format").isEmpty();
  }
}
