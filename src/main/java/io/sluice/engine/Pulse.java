package io.sluice.engine;

import io.sluice.engine.park.ParkedTargets;
import io.sluice.heal.CircuitReports;
import io.sluice.step.Circuits;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the other nodes that this one is alive and how its calls go; learns what is parked. */
public final class Pulse {
  private final String node;
  private final CircuitReports reports;
  private final Circuits circuits;
  private final ParkedTargets parked;
  private final Duration silence;
  private final TransactionTemplate transaction;
  private volatile long last = System.nanoTime();
  private volatile long steadySince = System.nanoTime();

  Pulse(
      String node,
      CircuitReports reports,
      Circuits circuits,
      ParkedTargets parked,
      Duration silence,
      TransactionTemplate transaction) {
    this.node = node;
    this.reports = reports;
    this.circuits = circuits;
    this.parked = parked;
    this.silence = silence;
    this.transaction = transaction;
  }

  /**
   * Whether this node's own signs of life came through all the while in which others' did not: else
   * the database was away, or this node was, and the silence of others says nothing.
   */
  boolean steady() {
    return System.nanoTime() - steadySince > silence.toNanos();
  }

  public void beat() {
    transaction.executeWithoutResult(status -> reports.report(node, circuits.all()));
    long now = System.nanoTime();
    if (now - last > silence.toNanos() / 3) steadySince = now;
    last = now;
    circuits.share(Math.max(1, reports.alive()));
    parked.refresh(circuits);
  }
}
