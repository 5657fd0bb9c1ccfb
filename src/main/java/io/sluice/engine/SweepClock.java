package io.sluice.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Gives signs of life and sweeps, every second. */
final class SweepClock {
  private static final Logger LOG = LoggerFactory.getLogger(SweepClock.class);

  private final Pulse pulse;
  private final CauseSweep sweep;
  private final LostJobs lost;

  SweepClock(Pulse pulse, CauseSweep sweep, LostJobs lost) {
    this.pulse = pulse;
    this.sweep = sweep;
    this.lost = lost;
  }

  /** Apart from the sweep, which may wait for another node's. */
  @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
  void beat() {
    quietly("sign of life", pulse::beat);
  }

  @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
  void tick() {
    quietly("sweep for causes", sweep::sweep);
  }

  @Scheduled(fixedDelay = 3_000, initialDelay = 10_000)
  void miss() {
    quietly("look for lost jobs", lost::look);
  }

  @Scheduled(fixedDelay = 3_600_000, initialDelay = 60_000)
  void forget() {
    quietly("clean-up of jobs that are over", sweep::forget);
  }

  private static void quietly(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // The next round looks again: everything stands in the database.
      LOG.warn("A {} failed: {}\n{}", what, Failures.describe(e), Failures.trace(e));
    }
  }
}
