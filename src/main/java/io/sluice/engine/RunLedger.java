package io.sluice.engine;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what runs and their steps do; outlives the engine's own history. */
final class RunLedger implements PendingRuns.Book {
  private static final int LONGEST_MESSAGE = 2_000;

  private static final String INSERT_RUN =
      """
      insert into run (id, flow, flow_version, business_key, state, started_at, ended_at, message)
      values (?, ?, ?, ?, ?, ?, ?, ?)\
      """;
  private static final String INSERT_STEP =
      """
      insert into run_step (run_id, element, step, title, state, tries, started_at, ended_at,
        rows_done, rows_expected, rows_rejected, message)
      values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)\
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final TransactionTemplate apart;

  RunLedger(JdbcTemplate template, PlatformTransactionManager transactions) {
    this.batches = template;
    this.jdbc = JdbcClient.create(template);
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * One step as it stands.
   *
   * @param told whether it has been written aside already
   */
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
      String message,
      boolean told) {}

  void started(String run, String flow, int version, String businessKey) {
    PendingRuns.FreshRun fresh = new PendingRuns.FreshRun(run, flow, version, businessKey);
    PendingRuns pending = PendingRuns.current(this);
    if (pending == null) write(List.of(fresh), List.of());
    else pending.start(fresh);
  }

  /**
   * Notes how a run ended; what was noted first stays.
   *
   * @return whether this was the first note
   */
  boolean ended(String run, Run.State state) {
    PendingRuns.FreshRun fresh = fresh(run);
    if (fresh != null) {
      if (fresh.state != Run.State.RUNNING) return false;
      fresh.state = state;
      return true;
    }
    return jdbc.sql("update run set state = ?, ended_at = ? where id = ? and state = 'RUNNING'")
            .params(state.name(), now(), run)
            .update()
        == 1;
  }

  private PendingRuns.@Nullable FreshRun fresh(String run) {
    PendingRuns pending = PendingRuns.current(this);
    return pending == null ? null : pending.fresh(run);
  }

  @Override
  public void write(List<PendingRuns.FreshRun> runs, List<Entry> steps) {
    if (!runs.isEmpty())
      batches.batchUpdate(INSERT_RUN, runs.stream().map(RunLedger::row).toList());
    List<Entry> fresh = new ArrayList<>();
    for (Entry step : steps) {
      boolean first = !step.told() && runs.stream().anyMatch(run -> run.id.equals(step.run()));
      if (first || update(step) == 0) fresh.add(step);
    }
    if (!fresh.isEmpty())
      batches.batchUpdate(INSERT_STEP, fresh.stream().map(RunLedger::row).toList());
  }

  private static @Nullable Object[] row(PendingRuns.FreshRun run) {
    OffsetDateTime now = now();
    return new @Nullable Object[] {
      run.id,
      run.flow,
      run.version,
      run.businessKey,
      run.state.name(),
      at(run.began),
      run.state == Run.State.RUNNING ? null : now,
      run.message
    };
  }

  private static @Nullable Object[] row(Entry e) {
    return new @Nullable Object[] {
      e.run(),
      e.element(),
      e.step(),
      e.title(),
      e.state().name(),
      at(e.started()),
      end(e),
      e.rows(),
      e.expected(),
      e.rejected(),
      cut(e.message())
    };
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
    PendingRuns.FreshRun fresh = fresh(run);
    if (fresh != null) fresh.message = cut(message);
    else jdbc.sql("update run set message = ? where id = ?").params(cut(message), run).update();
  }

  /** Writes a step in the caller's transaction. */
  void within(Entry entry) {
    PendingRuns pending = PendingRuns.current(this);
    if (pending == null) write(List.of(), List.of(entry));
    else pending.step(entry);
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

  private static @Nullable OffsetDateTime end(Entry e) {
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
