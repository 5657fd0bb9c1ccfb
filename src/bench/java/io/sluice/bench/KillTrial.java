package io.sluice.bench;

import io.sluice.Interruptions;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The product on PostgreSQL, killed again and again under clients that keep a ledger; {@code
 * -Dkills=50 -Dseed=1} in {@code bench.jvm}.
 */
final class KillTrial {
  private KillTrial() {}

  public static void main(String[] args) throws Exception {
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    try (Interruptions office =
        new Interruptions(Files.createTempDirectory(parent, "kills"), Long.getLong("seed", 1))) {
      System.out.println(office.kills(Integer.getInteger("kills", 50)));
    }
    System.exit(0);
  }
}
