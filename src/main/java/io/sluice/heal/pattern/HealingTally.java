package io.sluice.heal.pattern;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much healed by itself, by subject and hour; always within the caller's transaction, and
 * written by the one node that sweeps.
 */
public final class HealingTally {
  private static final int LONGEST = 500;

  private final JdbcClient jdbc;
  private final Clock clock;

  public HealingTally(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Healings of a subject in the hour that begins at {@code hour}. */
  record Hour(Instant hour, long jobs) {}

  /**
   * What healed of a subject lately.
   *
   * @param subject connector or model that did not answer, or the step that failed
   * @param jobs that failed and went through without a person
   * @param seconds from a job's first failure until it had gone through, on average
   */
  public record Line(String subject, long jobs, double seconds) {

    public long millis() {
      return Math.round(1_000 * seconds);
    }
  }

  /**
   * Counts healings.
   *
   * @param subject who did not answer, or which step failed
   * @param seconds between failures and healings, all jobs together
   */
  public void healed(String subject, long jobs, long seconds) {
    if (jobs <= 0) return;
    String name = subject.length() <= LONGEST ? subject : subject.substring(0, LONGEST);
    OffsetDateTime hour = clock.instant().truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
    int known =
        jdbc.sql(
                """
                update healing_tally set jobs = jobs + ?, seconds = seconds + ?
                where subject = ? and hour_at = ?
                """)
            .params(jobs, Math.max(0, seconds), name, hour)
            .update();
    if (known == 0)
      jdbc.sql("insert into healing_tally (subject, hour_at, jobs, seconds) values (?, ?, ?, ?)")
          .params(name, hour, jobs, Math.max(0, seconds))
          .update();
  }

  /** Subjects that healed since then, those that did most often first. */
  public List<Line> since(Instant from) {
    return jdbc.sql(
            """
            select subject, sum(jobs) as jobs, 1.0 * sum(seconds) / sum(jobs) as seconds
            from healing_tally where hour_at >= ? group by subject order by 2 desc, subject
            """)
        .param(from.atOffset(ZoneOffset.UTC))
        .query(Line.class)
        .list();
  }

  /** How many subjects there are at all. */
  int subjects() {
    return jdbc.sql("select count(distinct subject) from healing_tally")
        .query(Integer.class)
        .single();
  }

  /** The hours of a subject in which something healed, the oldest first. */
  List<Hour> of(String subject, Instant from) {
    return jdbc.sql(
            """
            select hour_at, jobs from healing_tally where subject = ? and hour_at >= ?
            order by hour_at
            """)
        .params(subject, from.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Hour(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2)))
        .list();
  }

  /** Since when anything was counted; now when nothing was. */
  Instant first() {
    OffsetDateTime first =
        jdbc.sql("select min(hour_at) from healing_tally").query(OffsetDateTime.class).single();
    return first == null ? clock.instant() : first.toInstant();
  }

  void forget(Instant before) {
    jdbc.sql("delete from healing_tally where hour_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }
}
