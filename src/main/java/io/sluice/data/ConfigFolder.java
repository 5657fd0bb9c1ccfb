package io.sluice.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files that people edit ({@code processes/}, {@code connectors/}, {@code config/}): the
 * working directory first, the jar second, by file name.
 */
public final class ConfigFolder {
  private final Path root;
  private final boolean packaged;

  /**
   * @param root the working directory
   */
  public ConfigFolder(Path root) {
    this(root, true);
  }

  private ConfigFolder(Path root, boolean packaged) {
    this.root = root;
    this.packaged = packaged;
  }

  /** Only what lies below the folder, nothing of the jar. */
  public static ConfigFolder alone(Path root) {
    return new ConfigFolder(root, false);
  }

  /**
   * One file.
   *
   * @param name without its folder
   * @param place the path to show in messages, relative where it can be
   */
  public record Entry(String name, String place, byte[] content) {
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  /** All files in a folder whose names end so, by name. */
  public List<Entry> list(String folder, String suffix) {
    Map<String, Entry> found = new TreeMap<>();
    try {
      for (Resource resource : packaged(folder, suffix)) {
        String name = String.valueOf(resource.getFilename());
        found.put(name, new Entry(name, folder + "/" + name, resource.getContentAsByteArray()));
      }
      Path directory = root.resolve(folder);
      if (Files.isDirectory(directory))
        try (var files = Files.newDirectoryStream(directory, "*" + suffix)) {
          for (Path file : files) {
            String name = file.getFileName().toString();
            found.put(name, new Entry(name, folder + "/" + name, Files.readAllBytes(file)));
          }
        }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return List.copyOf(found.values());
  }

  public Optional<Entry> find(String folder, String name) {
    return list(folder, name).stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /**
   * Writes a file below the working directory: there whole or not at all, also after a crash.
   *
   * @throws StorageFull when it cannot be written
   */
  public void write(String folder, String name, String text) {
    try {
      WholeFile.write(root.resolve(folder).resolve(name), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StorageFull("%s/%s could not be written".formatted(folder, name), e);
    }
  }

  private Resource[] packaged(String folder, String suffix) throws IOException {
    if (!packaged) return new Resource[0];
    return new PathMatchingResourcePatternResolver()
        .getResources("classpath*:" + folder + "/*" + suffix);
  }
}
