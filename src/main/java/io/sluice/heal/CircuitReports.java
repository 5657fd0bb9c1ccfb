package io.sluice.heal;

import io.sluice.step.Circuits.Circuit;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How calls of each target go, as each node last saw it. Times are the database's, so that nodes
 * whose clocks differ agree on who is alive.
 */
public final class CircuitReports {
  private static final int FRESH_SECONDS = 15;

  private final JdbcClient jdbc;

  public CircuitReports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What one node reports of one target; counts are of a minute.
   *
   * @param state of the node's own circuit
   */
  public record Report(
      String node,
      String target,
      String state,
      long succeeded,
      long failed,
      OffsetDateTime reportedAt) {}

  /** Notes that a node is alive, and what it sees. */
  public void report(String node, List<Circuit> circuits) {
    if (jdbc.sql("update node set seen_at = current_timestamp where id = ?").param(node).update()
        == 0)
      jdbc.sql("insert into node (id, seen_at) values (?, current_timestamp)").param(node).update();
    for (Circuit circuit : circuits) report(node, circuit);
  }

  private void report(String node, Circuit circuit) {
    int known =
        jdbc.sql(
                """
                update circuit_report set state = ?, succeeded = ?, failed = ?,
                  reported_at = current_timestamp where node = ? and target = ?
                """)
            .params(circuit.state().name(), circuit.succeeded(), circuit.failed())
            .params(node, circuit.name())
            .update();
    if (known == 0)
      jdbc.sql(
              """
              insert into circuit_report (node, target, state, succeeded, failed, reported_at)
              values (?, ?, ?, ?, ?, current_timestamp)
              """)
          .params(node, circuit.name(), circuit.state().name())
          .params(circuit.succeeded(), circuit.failed())
          .update();
  }

  /** Calls of a target that succeeded in the last minute, on all nodes. */
  public long succeeded(String target) {
    return of(target).stream().mapToLong(Report::succeeded).sum();
  }

  /** What the nodes that are alive report of a target. */
  public List<Report> of(String target) {
    return jdbc.sql(
            """
            select node, target, state, succeeded, failed, reported_at from circuit_report
            where target = ? and reported_at > current_timestamp - interval '%d' second
            order by node
            """
                .formatted(FRESH_SECONDS))
        .param(target)
        .query(Report.class)
        .list();
  }

  /** Nodes that are alive. */
  public int alive() {
    return jdbc.sql(
            "select count(*) from node where seen_at > current_timestamp - interval '%d' second"
                .formatted(FRESH_SECONDS))
        .query(Integer.class)
        .single();
  }

  /** A node's last sign of life, by the database's clock. */
  public record Sign(String node, OffsetDateTime seenAt) {}

  /** The last signs of life of all other nodes. */
  public List<Sign> others(String node) {
    return jdbc.sql("select id as node, seen_at from node where id <> ?")
        .param(node)
        .query(Sign.class)
        .list();
  }

  public void forget(String node) {
    jdbc.sql("delete from circuit_report where node = ?").param(node).update();
    jdbc.sql("delete from node where id = ?").param(node).update();
  }
}
