package io.sluice.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one way that sources are laid out; {@code mvn test-compile exec:exec@format} applies it. */
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    for (Path file : sources()) {
      String before = Files.readString(file);
      String after = formatted(file, before);
      if (!after.equals(before)) Files.writeString(file, after);
    }
  }

  static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root : List.of("src/main/java", "src/test/java", "src/bench/java")) {
      if (!Files.isDirectory(Path.of(root))) continue;
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(found::add);
      }
    }
    return found;
  }

  static String formatted(Path file, String source) {
    try {
      String imports = RemoveUnusedImports.removeUnusedImports(source);
      return new Formatter().formatSourceAndFixImports(imports);
    } catch (FormatterException e) {
      throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
    }
  }
}
