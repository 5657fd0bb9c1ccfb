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

/** The targets that are parked, a row each; always within the caller's transaction. */
public final class ParkingBook {
  private final JdbcClient jdbc;
  private final Clock clock;

  public ParkingBook(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How a parked target stands. */
  public enum State {
    /** Nothing calls it but a few canaries. */
    PARKED,
    /** It answers; its jobs go on in growing cohorts. */
    RELEASING
  }

  /**
   * One parked target.
   *
   * @param cause id of its cause, which says that it does not answer
   * @param actor who parked it
   * @param probeAt when canaries try next; null when it was parked by hand and only a person lets
   *     it go
   * @param round how often jobs were let go
   * @param sent how many jobs were let go in the last round
   */
  public record Parked(
      String target,
      String cause,
      State state,
      String actor,
      String reason,
      Instant since,
      @Nullable Instant probeAt,
      int round,
      int sent) {}

  /** Those that are parked now, by name. */
  public List<Parked> all() {
    return jdbc.sql("select * from parked_target order by target")
        .query((row, n) -> parked(row))
        .list();
  }

  public Optional<Parked> find(String target) {
    return jdbc.sql("select * from parked_target where target = ?")
        .param(target)
        .query((row, n) -> parked(row))
        .optional();
  }

  /**
   * @param probeAt as {@link Parked} has it
   */
  public void park(
      String target, String cause, String actor, String reason, @Nullable Instant probeAt) {
    // Rounds count from one again: those of an earlier outage must not be taken for this one's.
    jdbc.sql("update affected_job set round = null where peer = ? and round is not null")
        .param(target)
        .update();
    jdbc.sql(
            """
            insert into parked_target (target, cause, state, actor, reason, since, probe_at, round,
              sent) values (?, ?, 'PARKED', ?, ?, ?, ?, 0, 0)
            """)
        .params(target, cause, actor, reason, at(clock.instant()))
        .param(probeAt == null ? null : at(probeAt))
        .update();
  }

  /** Notes that jobs were let go. */
  public void sent(Parked parked, int jobs) {
    jdbc.sql("update parked_target set round = ?, sent = ? where target = ?")
        .params(parked.round() + 1, jobs, parked.target())
        .update();
  }

  /** Jobs go on in cohorts from now on. */
  public void release(String target) {
    jdbc.sql("update parked_target set state = 'RELEASING' where target = ?")
        .param(target)
        .update();
  }

  /** Only canaries go, and the next of them then. */
  public void hold(String target, Instant probeAt) {
    jdbc.sql("update parked_target set state = 'PARKED', sent = 0, probe_at = ? where target = ?")
        .params(at(probeAt), target)
        .update();
  }

  public void over(String target) {
    jdbc.sql("delete from parked_target where target = ?").param(target).update();
  }

  private static Parked parked(ResultSet row) throws SQLException {
    OffsetDateTime probe = row.getObject("probe_at", OffsetDateTime.class);
    return new Parked(
        row.getString("target"),
        row.getString("cause"),
        State.valueOf(row.getString("state")),
        row.getString("actor"),
        row.getString("reason"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        probe == null ? null : probe.toInstant(),
        row.getInt("round"),
        row.getInt("sent"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
