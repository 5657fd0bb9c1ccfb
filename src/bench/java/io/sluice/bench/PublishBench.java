package io.sluice.bench;

import io.sluice.publish.PublishTrial;
import java.nio.file.Path;

/** How long a million scores take from their dataset to consumers, by database and way. */
public final class PublishBench {
  private PublishBench() {}

  public static void main(String[] args) throws Exception {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    PublishTrial.run(rows, 3, Path.of("target/bench"));
  }
}
