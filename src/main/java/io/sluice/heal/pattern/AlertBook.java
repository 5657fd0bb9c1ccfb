package io.sluice.heal.pattern;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts about patterns, a row each. */
public final class AlertBook {
  private final JdbcClient jdbc;
  private final Clock clock;

  public AlertBook(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Raises an alert, or notes that the one that is open has grown. */
  void raise(String subject, int hours, long jobs, Baseline baseline) {
    int known =
        jdbc.sql(
                """
                update pattern_alert set jobs = case when jobs < ? then ? else jobs end
                where subject = ? and over_at is null
                """)
            .params(jobs, jobs, subject)
            .update();
    if (known > 0) return;
    jdbc.sql(
            """
            insert into pattern_alert (id, subject, window_hours, jobs, expected, chance, raised_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(UUID.randomUUID().toString(), subject, hours, jobs)
        .params(baseline.mean(), baseline.chance(jobs), now())
        .update();
  }

  /** Alerts whose subjects are not as usual yet. */
  public List<Alert> open() {
    return jdbc.sql("select * from pattern_alert where over_at is null order by raised_at desc, id")
        .query((row, n) -> alert(row))
        .list();
  }

  /** All alerts, the newest first. */
  public List<Alert> latest(int limit) {
    return jdbc.sql(
            "select * from pattern_alert order by raised_at desc, id fetch first ? rows only")
        .param(limit)
        .query((row, n) -> alert(row))
        .list();
  }

  public Optional<Alert> find(String id) {
    return jdbc.sql("select * from pattern_alert where id = ?")
        .param(id)
        .query((row, n) -> alert(row))
        .optional();
  }

  /** Alerts that nobody was told of. */
  public List<Alert> untold() {
    return jdbc.sql("select * from pattern_alert where told_run is null order by raised_at, id")
        .query((row, n) -> alert(row))
        .list();
  }

  /**
   * @param run of the flow that tells of it
   */
  public void told(String id, String run) {
    jdbc.sql("update pattern_alert set told_run = ? where id = ?").params(run, id).update();
  }

  /**
   * A person has seen it.
   *
   * @return false when there is none, or another person had before
   */
  public boolean acknowledge(String id, String actor, String note) {
    return jdbc.sql(
                """
                update pattern_alert set acknowledged_by = ?, acknowledged_at = ?, note = ?
                where id = ? and acknowledged_by is null
                """)
            .params(actor, now(), note, id)
            .update()
        > 0;
  }

  void over(String id) {
    jdbc.sql("update pattern_alert set over_at = ? where id = ?").params(now(), id).update();
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getString("id"),
        row.getString("subject"),
        row.getInt("window_hours"),
        row.getLong("jobs"),
        row.getDouble("expected"),
        row.getDouble("chance"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        row.getString("acknowledged_by"),
        instant(row, "acknowledged_at"),
        row.getString("note"),
        instant(row, "over_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
