package io.sluice.engine;

import io.sluice.engine.park.ParkedTargets;
import io.sluice.heal.CircuitReports;
import io.sluice.step.Circuits;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the other nodes that this one is alive and how its calls go; learns what is parked. */
public final class Pulse {
  private static final Duration LEAST_GAP = Duration.ofSeconds(5);

  private final String node;
  private final CircuitReports reports;
  private final Circuits circuits;
  private final ParkedTargets parked;
  private final Duration silence;
  private final TransactionTemplate transaction;
  private final LongSupplier nanos;
  private volatile long last;
  private volatile long steadySince;

  /**
   * @param silence after which a node counts as dead
   * @param nanos a clock that nobody sets
   */
  Pulse(
      String node,
      CircuitReports reports,
      Circuits circuits,
      ParkedTargets parked,
      Duration silence,
      TransactionTemplate transaction,
      LongSupplier nanos) {
    this.node = node;
    this.reports = reports;
    this.circuits = circuits;
    this.parked = parked;
    this.silence = silence;
    this.transaction = transaction;
    this.nanos = nanos;
    last = nanos.getAsLong();
    steadySince = last;
  }

  String node() {
    return node;
  }

  /**
   * Whether this node's own signs of life came through all the while in which others' did not: else
   * the database was away, or this node was, and the silence of others says nothing.
   */
  boolean steady() {
    long now = nanos.getAsLong();
    return now - last <= gap() && now - steadySince > silence.toNanos();
  }

  /** Longer than this, and a sign of life has failed to come. */
  private long gap() {
    return Math.max(LEAST_GAP.toNanos(), silence.toNanos() / 3);
  }

  public void beat() {
    transaction.executeWithoutResult(status -> reports.report(node, circuits.all()));
    long now = nanos.getAsLong();
    if (now - last > gap()) steadySince = now;
    last = now;
    circuits.share(Math.max(1, reports.alive()));
    parked.refresh(circuits);
  }
}
