package io.sluice.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes the unfinished files that a crash left below {@code tmp/}, once they are a day old: no
 * step may work that long, and another node may be writing younger ones.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration OLD = Duration.ofDays(1);

  private final Path folder;
  private final InstantSource clock;

  Leftovers(Home home, InstantSource clock) {
    this.folder = home.folder("tmp");
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 3_600_000)
  void sweep() {
    Instant before = clock.instant().minus(OLD);
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found)
                throws IOException {
              if (found.lastModifiedTime().toInstant().isBefore(before)) remove(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // The next hour tries again.
      LOG.warn("Old files below {} cannot be removed", folder, e);
    }
  }

  private static void remove(Path file) throws IOException {
    if (Files.deleteIfExists(file))
      LOG.info("Removed {}, left behind by unfinished work", file.getFileName());
  }
}
