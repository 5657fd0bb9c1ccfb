package io.sluice.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** A file that nobody but its owner can read, at no moment. */
final class PrivateFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  PrivateFile(Path path) {
    this.path = path;
  }

  /** Replaces the content; after a crash the old or the new one is there. */
  void write(String text) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions())) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Makes the file unless it is there; of several that try at once one wins.
   *
   * @return whether this call made it
   */
  boolean create(String text) throws IOException {
    PrivateFile draft =
        new PrivateFile(path.resolveSibling(path.getFileName() + "." + UUID.randomUUID()));
    draft.write(text);
    try {
      // A link is the one way to make a file that is whole from the start and never replaces one.
      Files.createLink(path, draft.path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(draft.path);
    }
  }

  /** Where files know no POSIX permissions, the folder's own rights are what counts. */
  private FileAttribute<?>[] permissions() {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
  }

  boolean exists() {
    return Files.exists(path);
  }

  String read() throws IOException {
    return Files.readString(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
