package io.sluice.model;

import io.sluice.data.Home;
import io.sluice.data.StorageFull;
import io.sluice.score.ModelFile;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Keeps artifacts below {@code models/<model>/<sha-256>.zip}: there whole or not at all, never
 * changed, and checked against their name before they are opened. A signature lies beside its
 * artifact under the same name.
 */
public final class Artifacts {
  /** Beyond this an artifact is not opened. */
  private static final long LIMIT = 320L << 20;

  private static final int SHORT = 12;

  private final Path folder;
  private final ArtifactZip zip;

  public Artifacts(Home home, ModelFile file) {
    this.folder = home.folder("models");
    this.zip = new ArtifactZip(file);
  }

  /** The version that an artifact's hash names. */
  static String version(String sha256) {
    return sha256.substring(0, SHORT);
  }

  /**
   * Makes an artifact durable.
   *
   * @return its sha-256; the same content gives the same
   * @throws StorageFull when the disk has no room
   */
  String write(ModelName model, Artifact artifact) {
    byte[] bytes = zip.write(artifact);
    String sha256 = Sha256.of(bytes);
    try {
      Path directory = Files.createDirectories(folder.resolve(model.value()));
      Path temporary = Files.createTempFile(directory, "new-", ".tmp");
      try {
        store(temporary, bytes);
        Files.move(temporary, path(model, sha256), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return sha256;
    } catch (IOException e) {
      throw new StorageFull("the artifact of model " + model + " could not be written", e);
    }
  }

  private static void store(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) channel.write(buffer);
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * @throws StepRejected {@code artifact-damaged} naming the version when the file is not there,
   *     not what its hash says, or not readable
   */
  Artifact read(ModelName model, String sha256) {
    Path path = path(model, sha256);
    try {
      if (!Files.isRegularFile(path)) throw damaged(model, sha256, "its file is not there");
      if (Files.size(path) > LIMIT) throw damaged(model, sha256, "its file is too large");
      byte[] bytes = Files.readAllBytes(path);
      if (!Sha256.of(bytes).equals(sha256))
        throw damaged(model, sha256, "its file is not what its sha-256 says");
      return opened(model, sha256, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("model %s is not readable".formatted(model), e);
    }
  }

  private Artifact opened(ModelName model, String sha256, byte[] bytes) {
    try {
      return zip.read(bytes);
    } catch (IOException e) {
      throw damaged(model, sha256, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private Path path(ModelName model, String sha256) {
    return folder.resolve(model.value()).resolve(sha256 + ".zip");
  }

  private static StepRejected damaged(ModelName model, String sha256, String why) {
    return new StepRejected(
        "artifact-damaged",
        "version %s of model %s is damaged: %s; restore the file or release another version"
            .formatted(version(sha256), model, why),
        Map.of("model", model.value(), "version", version(sha256)));
  }
}
