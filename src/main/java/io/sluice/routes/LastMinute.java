package io.sluice.routes;

import java.time.InstantSource;
import java.util.Arrays;

/** Counts outcomes of calls over the last sixty seconds, to the second. */
final class LastMinute {
  private static final int SECONDS = 60;

  private final InstantSource clock;
  private final long[] second = new long[SECONDS];
  private final long[][] counts = new long[SECONDS][Outcome.values().length];

  LastMinute(InstantSource clock) {
    this.clock = clock;
  }

  enum Outcome {
    SUCCEEDED,
    FAILED,
    NOT_PERMITTED
  }

  synchronized void add(Outcome outcome) {
    long now = clock.instant().getEpochSecond();
    int bucket = Math.floorMod(now, SECONDS);
    if (second[bucket] != now) {
      Arrays.fill(counts[bucket], 0);
      second[bucket] = now;
    }
    counts[bucket][outcome.ordinal()]++;
  }

  /** By the ordinal of the outcome. */
  synchronized long[] sums() {
    long now = clock.instant().getEpochSecond();
    long[] sums = new long[Outcome.values().length];
    for (int bucket = 0; bucket < SECONDS; bucket++)
      if (second[bucket] > now - SECONDS && second[bucket] <= now)
        for (int outcome = 0; outcome < sums.length; outcome++)
          sums[outcome] += counts[bucket][outcome];
    return sums;
  }
}
