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

/** Causes and the jobs that each has stopped; always within the caller's transaction. */
public final class CauseBook {
  private static final int LONGEST_SAMPLE = 500;

  private final JdbcClient jdbc;
  private final Clock clock;

  public CauseBook(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What became of a job. */
  public enum State {
    /** It has failed and will be tried again by itself. */
    FAILING,
    /** It is held back until the target that it needs answers again. */
    PARKED,
    /** It was held back and has been let go, as a canary or with its cohort. */
    PROBING,
    /** Its retries are exhausted. */
    WAITING,
    /** It was set going again and has not ended yet. */
    RETRYING,
    /** It went through. */
    HEALED,
    /** Its run was ended or went on without it. */
    GIVEN_UP
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

  /**
   * Notes that a job stopped, for the first time or again.
   *
   * @return the cause for which it was set going again; empty when nobody had
   */
  public Optional<String> stopped(Cause cause, String job, String run) {
    note(cause);
    Optional<String> retried =
        jdbc.sql("select cause from affected_job where job = ? and state = 'RETRYING'")
            .param(job)
            .query(String.class)
            .optional();
    int known =
        jdbc.sql(
                """
                update affected_job set cause = ?, state = 'WAITING', changed_at = ?
                where job = ?
                """)
            .params(cause.id(), now(), job)
            .update();
    if (known == 0) insert(cause, job, run, State.WAITING, "", "");
    return retried;
  }

  /**
   * Notes that a job failed and will be tried again.
   *
   * @param peer who did not answer; empty when it failed for another reason
   * @param sample what wrong values look like, masked; empty when there are none
   */
  public void failed(Cause cause, String job, String run, String peer, String sample) {
    note(cause);
    int known =
        jdbc.sql(
                """
                update affected_job set cause = ?, peer = ?, sample = ?, attempts = attempts + 1,
                  changed_at = ?, state = case when state in ('FAILING', 'PARKED', 'PROBING')
                    then 'FAILING' else state end where job = ?
                """)
            .params(cause.id(), peer, cut(sample), now(), job)
            .update();
    if (known == 0) insert(cause, job, run, State.FAILING, peer, cut(sample));
  }

  private static String cut(String sample) {
    return sample.length() <= LONGEST_SAMPLE ? sample : sample.substring(0, LONGEST_SAMPLE);
  }

  private void insert(
      Cause cause, String job, String run, State state, String peer, String sample) {
    jdbc.sql(
            """
            insert into affected_job (job, cause, run_id, state, attempts, since, changed_at, peer,
              sample) values (?, ?, ?, ?, 1, ?, ?, ?, ?)
            """)
        .params(job, cause.id(), run, state.name(), now(), now(), peer, sample)
        .update();
  }

  /** Jobs that fail, and will be tried again by themselves, because a target does not answer. */
  public long failing(String target) {
    return jdbc.sql("select count(*) from affected_job where peer = ? and state = 'FAILING'")
        .param(target)
        .query(Long.class)
        .single();
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

  public void move(String job, State state) {
    jdbc.sql("update affected_job set state = ?, changed_at = ? where job = ?")
        .params(state.name(), now(), job)
        .update();
  }

  /** Counts that a remedy was applied to a run without a person's doing. */
  public void applied(String run, String cause, Remedy remedy) {
    int known =
        jdbc.sql(
                """
                update applied_remedy set times = times + 1, applied_at = ?
                where run_id = ? and cause = ? and remedy = ?
                """)
            .params(now(), run, cause, remedy.name())
            .update();
    if (known == 0)
      jdbc.sql(
              """
              insert into applied_remedy (run_id, cause, remedy, times, applied_at)
              values (?, ?, ?, 1, ?)
              """)
          .params(run, cause, remedy.name(), now())
          .update();
  }

  /** Jobs that do nothing and to whose runs a remedy was applied less often than it may be. */
  public List<Affected> within(String cause, Remedy remedy, int most, int limit) {
    return jdbc.sql(
            """
            select job, run_id as run, attempts from affected_job where cause = ?
              and state = 'WAITING' and run_id not in (
                select p.run_id from applied_remedy p
                where p.cause = affected_job.cause and p.remedy = ? and p.times >= ?)
            order by attempts, since, job fetch first ? rows only
            """)
        .params(cause, remedy.name(), most, limit)
        .query(Affected.class)
        .list();
  }

  /** What wrong values of a cause look like, masked. */
  public List<String> samples(String cause, int limit) {
    return jdbc.sql(
            """
            select distinct sample from affected_job where cause = ? and sample <> ''
            order by sample fetch first ? rows only
            """)
        .params(cause, limit)
        .query(String.class)
        .list();
  }

  /** When a job of a cause failed last. */
  public Instant changed(String cause) {
    return jdbc.sql(
            "select max(changed_at) from affected_job where cause = ? and state = 'WAITING'")
        .param(cause)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  /** Notes that a job is held back until a target answers. */
  public void hold(String job, String target) {
    jdbc.sql("update affected_job set state = 'PARKED', peer = ?, changed_at = ? where job = ?")
        .params(target, now(), job)
        .update();
  }

  /** Causes that stop jobs now, the oldest first. */
  public List<Open> open() {
    return jdbc.sql(OPEN + "order by s.since, c.id").query((row, n) -> open(row)).list();
  }

  public Optional<Open> open(String cause) {
    return jdbc.sql(OPEN + "where c.id = ?").param(cause).query((row, n) -> open(row)).optional();
  }

  /** Causes that have a task or an action under way although they stop nothing any more. */
  public List<Done> done() {
    return jdbc.sql(
            """
            select c.id, c.task_run from cause c
            where (c.task_run is not null or exists (
                select 1 from corrective_action x where x.cause = c.id and x.ended_at is null))
              and not exists (
                select 1 from affected_job a
                where a.cause = c.id and a.state in ('WAITING', 'RETRYING'))
              and not exists (select 1 from parked_target p where p.cause = c.id)
            """)
        .query((row, n) -> new Done(row.getString(1), Optional.ofNullable(row.getString(2))))
        .list();
  }

  /** A cause that is over, and the run of its task. */
  public record Done(String id, Optional<String> taskRun) {}

  /**
   * @param run of the flow that asks; null when nobody is asked any more
   */
  public void asked(String cause, @Nullable String run) {
    jdbc.sql("update cause set task_run = ? where id = ?").params(run, cause).update();
  }

  /** A job that a cause has stopped. */
  public record Affected(String job, String run, int attempts) {}

  /** Jobs of a cause in a state, those that waited longest first. */
  public List<Affected> affected(String cause, State state, int limit) {
    return jdbc.sql(
            """
            select job, run_id as run, attempts from affected_job where cause = ? and state = ?
            order by attempts, since, job fetch first ? rows only
            """)
        .params(cause, state.name(), limit)
        .query(Affected.class)
        .list();
  }

  /**
   * Jobs that are held back for a target, and those that were let go and are not done.
   *
   * @param remedy that is to be applied to them
   * @param most how often it may be to one run; 0 for as often as one likes
   */
  public List<Affected> held(String target, Remedy remedy, int most, int limit) {
    return jdbc.sql(
            """
            select job, run_id as run, attempts from affected_job
            where peer = ? and (state = 'PARKED' or (state = 'PROBING' and ? = 0))
              and (? = 0 or run_id not in (
                select p.run_id from applied_remedy p
                where p.cause = ? and p.remedy = ? and p.times >= ?))
            order by attempts, since, job fetch first ? rows only
            """)
        .params(target, most, most, Cause.outage(target).id(), remedy.name(), most, limit)
        .query(Affected.class)
        .list();
  }

  /**
   * Forgets jobs that are over.
   *
   * @param before when they were over
   */
  public int forget(Instant before) {
    jdbc.sql("delete from helped_job where job not in (select job from affected_job)").update();
    return jdbc.sql(
            "delete from affected_job where state in ('HEALED', 'GIVEN_UP') and changed_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Open open(ResultSet row) throws SQLException {
    return new Open(
        new Cause(
            row.getString("id"),
            row.getString("flow"),
            row.getString("element"),
            row.getString("peer"),
            row.getString("error"),
            row.getString("message")),
        Optional.ofNullable(row.getString("task_run")),
        row.getLong("waiting"),
        row.getLong("retrying"),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
