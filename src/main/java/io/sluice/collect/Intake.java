package io.sluice.collect;

import io.sluice.data.Home;
import io.sluice.data.StorageFull;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Keeps what sources sent, as sent, by content: whatever happens to the file in the inbox
 * afterwards, the run works on the bytes that were hashed.
 */
public final class Intake {
  private final Path folder;
  private final Path temporary;

  Intake(Home home) {
    this.folder = home.folder("files");
    this.temporary = home.folder("tmp/files");
  }

  FileProfile keep(InputStream content) {
    Path draft = temporary.resolve(UUID.randomUUID().toString());
    try {
      FileProfile profile = write(content, draft);
      Path shelf = Files.createDirectories(shelfOf(profile.sha256()));
      Files.move(draft, pathOf(profile.sha256()), StandardCopyOption.ATOMIC_MOVE);
      sync(shelf);
      return profile;
    } catch (IOException e) {
      discard(draft, e);
      throw new StorageFull("the file could not be kept: " + e.getMessage(), e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileProfile write(InputStream content, Path draft) throws IOException {
    try (FileChannel channel =
            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out =
            new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
      FileProfile profile = FileProfile.copy(content, out);
      out.flush();
      channel.force(true);
      return profile;
    }
  }

  /** Profiles a kept file anew; also proves that it is still what it was. */
  FileProfile profile(String sha256) {
    try (InputStream in = Files.newInputStream(pathOf(sha256))) {
      FileProfile profile = FileProfile.copy(in, OutputStream.nullOutputStream());
      if (!profile.sha256().equals(sha256))
        throw new IllegalStateException("kept file " + sha256 + " is damaged");
      return profile;
    } catch (IOException e) {
      throw new UncheckedIOException("kept file " + sha256 + " is not readable", e);
    }
  }

  Path pathOf(String sha256) {
    return shelfOf(sha256).resolve(sha256);
  }

  private Path shelfOf(String sha256) {
    return folder.resolve(sha256.substring(0, 2));
  }

  private static void discard(Path draft, IOException cause) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
