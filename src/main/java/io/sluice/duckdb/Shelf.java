package io.sluice.duckdb;

import io.sluice.data.StorageFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The folder of finished datasets. A file comes here synced and whole, and goes again when the
 * transaction that would have made it known is rolled back: on a full disk each retry would
 * otherwise leave the disk fuller.
 */
final class Shelf {
  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
  private static final Duration UNKNOWN = Duration.ofDays(1);

  private final Path folder;

  Shelf(Path folder) {
    this.folder = folder;
  }

  /** A file that is here. */
  record Kept(Path path, long bytes, String sha256) {}

  /**
   * Takes a finished file in; on failure nothing of it is left, here or there.
   *
   * @throws StorageFull when it cannot be made durable
   */
  Kept keep(String id, Path file) {
    Path target = folder.resolve(id + ".parquet");
    try {
      String sha256 = Durable.syncAndHash(file);
      long bytes = Files.size(file);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      Durable.syncFolder(folder);
      discardOnRollback(target);
      return new Kept(target, bytes, sha256);
    } catch (IOException e) {
      Durable.discard(file);
      Durable.discard(target);
      throw new StorageFull("a dataset could not be kept", e);
    }
  }

  private static void discardOnRollback(Path file) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            // When nobody knows how it ended, the dataset may be known.
            if (status == STATUS_ROLLED_BACK) Durable.discard(file);
          }
        });
  }

  /** Removes files that are not known after a day: until then a transaction may be open. */
  void sweep(Set<String> known) {
    Instant before = Instant.now().minus(UNKNOWN);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files)
        if (!known.contains(file.getFileName().toString())
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          LOG.info("Removing {}, left behind by an unfinished write", file.getFileName());
          Files.deleteIfExists(file);
        }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sweep the dataset folder", e);
    }
  }
}
