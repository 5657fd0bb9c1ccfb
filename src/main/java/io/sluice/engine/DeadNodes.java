package io.sluice.engine;

import io.sluice.heal.CircuitReports;
import io.sluice.heal.CircuitReports.Sign;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the jobs of nodes that have fallen silent, long before their locks are over. Should
 * such a node be alive after all, it cannot commit what was taken from it. Silence is what this
 * node itself has watched for long enough: a time in the database says nothing once a clock was
 * set.
 */
final class DeadNodes {
  private static final Logger LOG = LoggerFactory.getLogger(DeadNodes.class);

  private final Pulse pulse;
  private final CircuitReports reports;
  private final RestlessJobs restless;
  private final Duration silence;
  private final LongSupplier nanos;
  private Map<Sign, Long> watched = Map.of();

  /**
   * @param nanos a clock that nobody sets
   */
  DeadNodes(
      Pulse pulse,
      CircuitReports reports,
      RestlessJobs restless,
      Duration silence,
      LongSupplier nanos) {
    this.pulse = pulse;
    this.reports = reports;
    this.restless = restless;
    this.silence = silence;
    this.nanos = nanos;
  }

  /** Within the caller's transaction. */
  void release() {
    long now = nanos.getAsLong();
    Map<Sign, Long> still = new HashMap<>();
    for (Sign sign : reports.others(pulse.node())) still.put(sign, watched.getOrDefault(sign, now));
    watched = still;
    if (!pulse.steady()) return;
    for (Map.Entry<Sign, Long> each : still.entrySet())
      if (now - each.getValue() > silence.toNanos()) release(each.getKey().node());
  }

  private void release(String node) {
    int jobs = restless.release(node);
    reports.forget(node);
    LOG.warn("Node {} is silent for {}; {} jobs that it had in hand go on", node, silence, jobs);
  }
}
