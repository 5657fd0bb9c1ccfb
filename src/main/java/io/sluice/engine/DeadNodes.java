package io.sluice.engine;

import io.sluice.heal.CircuitReports;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the jobs of nodes that have fallen silent, long before their locks are over. Should
 * such a node be alive after all, it cannot commit what was taken from it.
 */
final class DeadNodes {
  private static final Logger LOG = LoggerFactory.getLogger(DeadNodes.class);

  private final Pulse pulse;
  private final CircuitReports reports;
  private final RestlessJobs restless;
  private final Duration silence;

  DeadNodes(Pulse pulse, CircuitReports reports, RestlessJobs restless, Duration silence) {
    this.pulse = pulse;
    this.reports = reports;
    this.restless = restless;
    this.silence = silence;
  }

  /** Within the caller's transaction. */
  void release() {
    if (!pulse.steady()) return;
    for (String node : reports.dead(silence.toSeconds())) {
      int jobs = restless.release(node);
      reports.forget(node);
      LOG.warn("Node {} is silent for {}; {} jobs that it had in hand go on", node, silence, jobs);
    }
  }
}
