package io.sluice.engine;

import io.sluice.engine.park.ParkedTargets;
import io.sluice.heal.CircuitReports;
import io.sluice.step.Circuits;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the other nodes that this one is alive and how its calls go; learns what is parked. */
public final class Pulse {
  private final String node;
  private final CircuitReports reports;
  private final Circuits circuits;
  private final ParkedTargets parked;
  private final TransactionTemplate transaction;

  Pulse(
      String node,
      CircuitReports reports,
      Circuits circuits,
      ParkedTargets parked,
      TransactionTemplate transaction) {
    this.node = node;
    this.reports = reports;
    this.circuits = circuits;
    this.parked = parked;
    this.transaction = transaction;
  }

  public void beat() {
    transaction.executeWithoutResult(status -> reports.report(node, circuits.all()));
    circuits.share(Math.max(1, reports.alive()));
    parked.refresh(circuits);
  }
}
