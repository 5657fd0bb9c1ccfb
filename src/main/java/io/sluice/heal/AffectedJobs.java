package io.sluice.heal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs that causes make fail or stop; always within the caller's transaction. */
public final class AffectedJobs {
  private static final int LONGEST_SAMPLE = 500;

  private final JdbcClient jdbc;
  private final CauseBook causes;
  private final Clock clock;

  public AffectedJobs(JdbcClient jdbc, CauseBook causes, Clock clock) {
    this.jdbc = jdbc;
    this.causes = causes;
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

  /** A job that a cause has stopped. */
  public record Affected(String job, String run, int attempts) {}

  /**
   * Notes that a job stopped, for the first time or again.
   *
   * @return the cause for which it was set going again; empty when nobody had
   */
  public Optional<String> stopped(Cause cause, String job, String run) {
    causes.note(cause);
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
   * Notes that a job failed and will be tried again. One that a remedy has set going belongs to the
   * remedy's cause until it stops, so that the remedy is known not to have helped.
   *
   * @param peer who did not answer; empty when it failed for another reason
   * @param sample what wrong values look like, masked; empty when there are none
   */
  public void failed(Cause cause, String job, String run, String peer, String sample) {
    causes.note(cause);
    int known =
        jdbc.sql(
                """
                update affected_job set cause = case when state = 'RETRYING' then cause else ? end,
                  peer = ?, sample = ?, attempts = attempts + 1, changed_at = ?,
                  state = case when state in ('FAILING', 'PARKED', 'PROBING')
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
  public Instant lastFailed(String cause) {
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

  /** Jobs of a cause in a state, those that waited longest first. */
  public List<Affected> of(String cause, State state, int limit) {
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

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
