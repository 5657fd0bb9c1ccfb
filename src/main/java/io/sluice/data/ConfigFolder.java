package io.sluice.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files that people edit ({@code processes/}, {@code connectors/}, {@code config/}): the
 * working directory first, the jar second, by file name.
 */
public final class ConfigFolder {
  private static final Pattern OUTSIDE = Pattern.compile("[/\\\\\\x00]");

  private final Path root;
  private final boolean packaged;
  private final Map<String, Read> read = new ConcurrentHashMap<>();
  private final Map<String, Optional<Entry>> inside = new ConcurrentHashMap<>();

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

  /** Of a file as it was when it was read. */
  private record Read(Stamp stamp, Entry entry) {}

  /** Differs when a file was replaced or written to. */
  private record Stamp(@Nullable Object file, FileTime modified, long size) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.fileKey(), now.lastModifiedTime(), now.size());
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

  /**
   * One file. It is read again when it has changed; until then each call gives the same entry.
   *
   * @param name may come from outside: one that leads out of the folder finds nothing
   */
  public Optional<Entry> find(String folder, String name) {
    if (OUTSIDE.matcher(name).find()) return Optional.empty();
    String place = folder + "/" + name;
    Path file = root.resolve(folder).resolve(name);
    if (!Files.isRegularFile(file)) return inJar(place, name);
    try {
      Stamp now = Stamp.of(file);
      Read before = read.get(place);
      if (before != null && before.stamp().equals(now)) return Optional.of(before.entry());
      Entry entry = new Entry(name, place, Files.readAllBytes(file));
      read.put(place, new Read(now, entry));
      return Optional.of(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place, e);
    }
  }

  /** What the jar holds does not change. */
  private Optional<Entry> inJar(String place, String name) {
    if (!packaged) return Optional.empty();
    return inside.computeIfAbsent(
        place,
        key -> {
          Resource resource = new ClassPathResource(place);
          if (!resource.exists()) return Optional.empty();
          try {
            return Optional.of(new Entry(name, place, resource.getContentAsByteArray()));
          } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + place, e);
          }
        });
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
