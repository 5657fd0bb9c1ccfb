package io.sluice.engine;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what runs and their steps do; outlives the engine's own history. */
final class RunLedger {
  private static final int LONGEST_MESSAGE = 2_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate apart;

  RunLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** One step as it stands. */
  record Entry(
      String run,
      String element,
      String step,
      String title,
      RunStep.State state,
      Instant started,
      long rows,
      long expected,
      long rejected,
      String message) {}

  void started(String run, String flow, int version, String businessKey) {
    jdbc.sql(
            """
            insert into run (id, flow, flow_version, business_key, state, started_at, message)
            values (?, ?, ?, ?, ?, ?, '')\
            """)
        .params(run, flow, version, businessKey, Run.State.RUNNING.name(), now())
        .update();
  }

  /**
   * Notes how a run ended; what was noted first stays.
   *
   * @return whether this was the first note
   */
  boolean ended(String run, Run.State state) {
    return jdbc.sql("update run set state = ?, ended_at = ? where id = ? and state = 'RUNNING'")
            .params(state.name(), now(), run)
            .update()
        == 1;
  }

  boolean knows(String run) {
    return jdbc.sql("select count(*) from run where id = ?").param(run).query(Long.class).single()
        > 0;
  }

  /** Notes that a run goes on on another version of its flow. */
  void moved(String run, int version) {
    jdbc.sql("update run set flow_version = ? where id = ?").params(version, run).update();
  }

  /** Adds a sentence to what the run says of itself. */
  void remark(String run, String message) {
    jdbc.sql("update run set message = ? where id = ?").params(cut(message), run).update();
  }

  /** Writes a step in the caller's transaction. */
  void within(Entry entry) {
    if (update(entry) == 0) insert(entry);
  }

  /** Writes a step at once, whatever becomes of the caller's transaction. */
  void aside(Entry entry) {
    apart.executeWithoutResult(status -> within(entry));
  }

  private int update(Entry e) {
    return jdbc.sql(
            """
            update run_step set state = ?, tries = tries + (case when started_at < ? then 1 else 0 end),
              started_at = ?, ended_at = ?, rows_done = ?, rows_expected = ?, rows_rejected = ?, message = ?
            where run_id = ? and element = ?\
            """)
        .param(e.state().name())
        .param(at(e.started()))
        .param(at(e.started()))
        .param(end(e))
        .param(e.rows())
        .param(e.expected())
        .param(e.rejected())
        .param(cut(e.message()))
        .param(e.run())
        .param(e.element())
        .update();
  }

  private void insert(Entry e) {
    jdbc.sql(
            """
            insert into run_step (run_id, element, step, title, state, tries, started_at, ended_at,
              rows_done, rows_expected, rows_rejected, message)
            values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)\
            """)
        .param(e.run())
        .param(e.element())
        .param(e.step())
        .param(e.title())
        .param(e.state().name())
        .param(at(e.started()))
        .param(end(e))
        .param(e.rows())
        .param(e.expected())
        .param(e.rejected())
        .param(cut(e.message()))
        .update();
  }

  private static @org.jspecify.annotations.Nullable OffsetDateTime end(Entry e) {
    return e.state() == RunStep.State.RUNNING ? null : now();
  }

  private static OffsetDateTime now() {
    return at(Instant.now());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static String cut(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }
}
