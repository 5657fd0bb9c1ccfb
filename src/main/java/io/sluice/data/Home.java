package io.sluice.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds everything that Sluice keeps: {@code SLUICE_HOME}. */
public record Home(Path path) {
  public Home {
    path = path.toAbsolutePath().normalize();
  }

  /** A folder below it, made when it is not there. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path.resolve(name), e);
    }
  }
}
