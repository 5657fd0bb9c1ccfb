package io.sluice.heal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why jobs fail and stop, a row for each cause; always within the caller's transaction. */
public final class CauseBook {
  private final JdbcClient jdbc;
  private final Clock clock;

  public CauseBook(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A cause that stops jobs now.
   *
   * @param taskRun run of the flow {@code incident} that asks a person; empty before it has begun
   * @param waiting jobs that do nothing
   * @param retrying jobs that were set going again
   * @param since when the first of these jobs stopped
   */
  public record Open(
      Cause cause, Optional<String> taskRun, long waiting, long retrying, Instant since) {}

  private static final String OPEN =
      """
      select c.*, s.waiting, s.retrying, s.since from cause c join (
        select cause, sum(case when state = 'WAITING' then 1 else 0 end) as waiting,
          sum(case when state = 'RETRYING' then 1 else 0 end) as retrying, min(since) as since
        from affected_job where state in ('WAITING', 'RETRYING') group by cause
      ) s on s.cause = c.id
      """;

  private static final String WARNINGS =
      """
      select c.*, s.waiting, s.retrying, s.since from cause c join (
        select cause, 0 as waiting, count(*) as retrying, min(since) as since
        from affected_job where state = 'FAILING' group by cause
      ) s on s.cause = c.id order by s.retrying desc, c.id
      """;
  private static final String OUTAGE =
      """
      select (select max(task_run) from cause where id = ?) as task_run,
        count(case when state <> 'PROBING' then 1 end) as waiting,
        count(case when state = 'PROBING' then 1 end) as retrying
      from affected_job where peer = ? and state in ('FAILING', 'PARKED', 'PROBING')
      """;

  /** Lets one node at a time sweep, until the caller's transaction ends. */
  public void lock() {
    jdbc.sql("select id from sweep where id = 1 for update").query(Integer.class).single();
  }

  /** Causes of jobs that fail and will be tried again by themselves: early warnings. */
  public List<Open> warnings() {
    return jdbc.sql(WARNINGS).query((row, n) -> open(row)).list();
  }

  /** What waits for a target that does not answer. */
  public Open outage(Cause cause, Instant since) {
    return jdbc.sql(OUTAGE)
        .params(cause.id(), cause.peer())
        .query(
            (row, n) ->
                new Open(
                    cause,
                    Optional.ofNullable(row.getString("task_run")),
                    row.getLong("waiting"),
                    row.getLong("retrying"),
                    since))
        .single();
  }

  void note(Cause cause) {
    OffsetDateTime now = now();
    if (jdbc.sql("update cause set last_at = ? where id = ?").params(now, cause.id()).update() > 0)
      return;
    jdbc.sql(
            """
            insert into cause (id, flow, element, peer, error, message, first_at, last_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(cause.id(), cause.flow(), cause.element(), cause.peer(), cause.error())
        .params(cause.message(), now, now)
        .update();
  }

  /** Causes that stop jobs now, the oldest first. */
  public List<Open> open() {
    return jdbc.sql(OPEN + "order by s.since, c.id").query((row, n) -> open(row)).list();
  }

  public Optional<Open> open(String cause) {
    return jdbc.sql(OPEN + "where c.id = ?").param(cause).query((row, n) -> open(row)).optional();
  }

  /** A cause, whether it stops jobs now or has before. */
  public Optional<Cause> find(String id) {
    return jdbc.sql("select * from cause where id = ?")
        .param(id)
        .query((row, n) -> cause(row, "id"))
        .optional();
  }

  /** Causes that have a task or an action under way although they stop nothing any more. */
  public List<Done> done() {
    return jdbc.sql(
            """
            select c.* from cause c
            where (c.task_run is not null or exists (
                select 1 from corrective_action x where x.cause = c.id and x.ended_at is null))
              and not exists (
                select 1 from affected_job a
                where a.cause = c.id and a.state in ('WAITING', 'RETRYING'))
              and not exists (select 1 from parked_target p where p.cause = c.id)
            """)
        .query(
            (row, n) -> new Done(cause(row, "id"), Optional.ofNullable(row.getString("task_run"))))
        .list();
  }

  /** A cause that is over, and the run of its task. */
  public record Done(Cause cause, Optional<String> taskRun) {}

  /**
   * @param run of the flow that asks; null when nobody is asked any more
   */
  public void asked(String cause, @Nullable String run) {
    jdbc.sql("update cause set task_run = ? where id = ?").params(run, cause).update();
  }

  private static Open open(ResultSet row) throws SQLException {
    return new Open(
        cause(row, "id"),
        Optional.ofNullable(row.getString("task_run")),
        row.getLong("waiting"),
        row.getLong("retrying"),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  /**
   * @param id column with the fingerprint
   */
  static Cause cause(ResultSet row, String id) throws SQLException {
    return new Cause(
        row.getString(id),
        row.getString("flow"),
        row.getString("element"),
        row.getString("peer"),
        row.getString("error"),
        row.getString("message"));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
