package io.sluice.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This process as a member of the cluster: one for each home folder, known by an id that survives
 * restarts, so that the locks of its former life can be told from those of living nodes.
 */
final class Node implements AutoCloseable {
  private final FileChannel channel;
  private final String id;

  Node(Path home) {
    Path file = home.resolve("node");
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (lock() == null)
        throw new IllegalStateException(
            "another Sluice is running on "
                + home
                + "; stop it or set SLUICE_HOME to another folder");
      id = read();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  String id() {
    return id;
  }

  private @Nullable FileLock lock() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private String read() throws IOException {
    if (channel.size() == 0) {
      channel.write(StandardCharsets.US_ASCII.encode(UUID.randomUUID().toString()), 0);
      channel.force(true);
    }
    ByteBuffer content = ByteBuffer.allocate(64);
    int length = channel.read(content, 0);
    return new String(content.array(), 0, length, StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
