package io.sluice.engine.park;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The engine's jobs of parked targets. Due dates are moved by SQL, all at once; whoever has a job
 * in hand keeps it, and the engine's revision of each moved job is raised, so that it notices.
 */
public final class ParkedJobs {
  private static final double SPREAD = .2;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Clock clock;

  public ParkedJobs(JdbcTemplate template, Clock clock) {
    this.jdbc = JdbcClient.create(template);
    this.batches = template;
    this.clock = clock;
  }

  /** Jobs that fail because a target does not answer. */
  public record Failing(String peer, long jobs) {}

  public List<Failing> failing(int least) {
    return jdbc.sql(
            """
            select peer, count(*) as jobs from affected_job where state = 'FAILING' and peer <> ''
            group by peer having count(*) >= ?
            """)
        .param(least)
        .query(Failing.class)
        .list();
  }

  /** Holds back what fails because of a target and is in nobody's hands. */
  void adopt(String target, Duration horizon) {
    Instant until = clock.instant().plus(horizon).truncatedTo(ChronoUnit.SECONDS);
    move(target, "FAILING", until, until);
    jdbc.sql(
            """
            update affected_job set state = 'PARKED', changed_at = ?
            where peer = ? and state = 'FAILING' and exists (
              select 1 from ACT_RU_JOB j where j.ID_ = affected_job.job and j.DUEDATE_ >= ?)
            """)
        .params(now(), target, Timestamp.from(until))
        .update();
  }

  /** Holds back for longer what is held back. */
  void renew(String target, Duration horizon) {
    Instant now = clock.instant();
    move(
        target,
        "PARKED",
        now.plus(horizon).truncatedTo(ChronoUnit.SECONDS),
        now.plus(horizon.dividedBy(2)));
  }

  private void move(String target, String state, Instant until, Instant dueBefore) {
    jdbc.sql(
            """
            update ACT_RU_JOB set DUEDATE_ = ?, REV_ = REV_ + 1
            where ID_ in (select job from affected_job where peer = ? and state = ?)
              and RETRIES_ > 0 and (DUEDATE_ is null or DUEDATE_ < ?)
              and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ < ?)
            """)
        .params(Timestamp.from(until), target, state)
        .params(Timestamp.from(dueBefore), Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Lets some jobs go, those that were let go least often first, at a pace.
   *
   * @param perSecond at most so many in a second
   * @return how many
   */
  int letGo(String target, int limit, int round, double perSecond) {
    List<String> jobs =
        jdbc.sql(
                """
                select job from affected_job where peer = ? and state = 'PARKED'
                order by case when round is null then 0 else round end, since, job
                fetch first ? rows only
                """)
            .params(target, limit)
            .query(String.class)
            .list();
    if (jobs.isEmpty()) return 0;
    long start = clock.millis();
    batches.batchUpdate(
        "update ACT_RU_JOB set DUEDATE_ = ?, REV_ = REV_ + 1 where ID_ = ?",
        java.util.stream.IntStream.range(0, jobs.size())
            .mapToObj(i -> new Object[] {due(start, i, perSecond), jobs.get(i)})
            .toList());
    batches.batchUpdate(
        "update affected_job set state = 'PROBING', round = ?, changed_at = ? where job = ?",
        jobs.stream().map(job -> new Object[] {round, now(), job}).toList());
    return jobs.size();
  }

  private static Timestamp due(long start, int place, double perSecond) {
    double jitter = SPREAD * ThreadLocalRandom.current().nextDouble();
    return new Timestamp(start + (long) ((place + jitter) * 1_000 / perSecond));
  }

  /** How the jobs stand that were let go in a round. */
  record Round(long under, long healed, long ended) {}

  Round round(String target, int round) {
    return jdbc.sql(
            """
            select count(case when state = 'PROBING' then 1 end) as under,
              count(case when state = 'HEALED' then 1 end) as healed,
              count(case when state = 'GIVEN_UP' then 1 end) as ended
            from affected_job where peer = ? and round = ?
            """)
        .params(target, round)
        .query(Round.class)
        .single();
  }

  /** Holds back again what was let go long ago and has come to nothing. */
  void impatient(String target, Duration patience) {
    jdbc.sql(
            """
            update affected_job set state = 'FAILING', changed_at = ?
            where peer = ? and state = 'PROBING' and changed_at < ?
            """)
        .params(now(), target)
        .param(clock.instant().minus(patience).atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Jobs that were let go and are not done. */
  long under(String target) {
    return jdbc.sql("select count(*) from affected_job where peer = ? and state = 'PROBING'")
        .param(target)
        .query(Long.class)
        .single();
  }

  long waiting(String target) {
    return jdbc.sql(
            """
            select count(*) from affected_job
            where peer = ? and state in ('FAILING', 'PARKED', 'PROBING')
            """)
        .param(target)
        .query(Long.class)
        .single();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
