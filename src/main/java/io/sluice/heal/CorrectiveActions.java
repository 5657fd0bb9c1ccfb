package io.sluice.heal;

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

/**
 * The ledger of what was done about causes: by whom, why, to how many, and whether it worked.
 * Always within the caller's transaction.
 */
public final class CorrectiveActions {
  private static final int LONGEST = 2_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  public CorrectiveActions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One action.
   *
   * @param instances jobs that the cause had stopped when it began
   * @param healed jobs that went through, or were given up as was wanted
   * @param failed jobs that stopped again
   * @param cohort how many jobs are set going next
   * @param detail what it does in detail, as a correction; empty when there is nothing to say
   * @param most how often it may be applied to one run; 0 for as often as one likes
   * @param ended null while it goes on
   */
  public record Action(
      String id,
      String cause,
      Remedy remedy,
      String actor,
      String reason,
      long instances,
      long healed,
      long failed,
      int cohort,
      String detail,
      int most,
      Instant started,
      @Nullable Instant ended) {

    /** Whether jobs went through with it and none stopped again. */
    public boolean worked() {
      return ended != null && healed > 0 && failed == 0;
    }
  }

  /**
   * Begins with a canary: the first cohort is one job. Ends what was under way about the cause, as
   * when its task was deleted and asked anew.
   */
  public void begin(String cause, Remedy remedy, String actor, String reason, long instances) {
    begin(cause, remedy, actor, reason, instances, "", 0);
  }

  /**
   * As {@link #begin(String, Remedy, String, String, long)}.
   *
   * @param detail what it does in detail
   * @param most how often it may be applied to one run; 0 for as often as one likes
   */
  public void begin(
      String cause,
      Remedy remedy,
      String actor,
      String reason,
      long instances,
      String detail,
      int most) {
    current(cause).ifPresent(action -> end(action.id()));
    insert(cause, remedy, actor, reason, instances, detail, most, null);
  }

  /** Keeps that the owners were asked; what is under way about the cause goes on. */
  public void escalated(String cause, String actor, String reason, long instances) {
    insert(cause, Remedy.ESCALATE, actor, reason, instances, "the owners are asked", 0, now());
  }

  private void insert(
      String cause,
      Remedy remedy,
      String actor,
      String reason,
      long instances,
      String detail,
      int most,
      @Nullable OffsetDateTime ended) {
    jdbc.sql(
            """
            insert into corrective_action (id, cause, remedy, actor, reason, instances, healed,
              failed, cohort, detail, most, started_at, ended_at)
            values (?, ?, ?, ?, ?, ?, 0, 0, 1, ?, ?, ?, ?)
            """)
        .params(UUID.randomUUID().toString(), cause, remedy.name(), actor, reason, instances)
        .params(detail, most, now(), ended)
        .update();
  }

  /** The action that is under way about a cause. */
  public Optional<Action> current(String cause) {
    return jdbc.sql("select * from corrective_action where cause = ? and ended_at is null")
        .param(cause)
        .query((row, n) -> action(row))
        .optional();
  }

  /** All that was done about a cause, the newest first. */
  public List<Action> of(String cause) {
    return jdbc.sql("select * from corrective_action where cause = ? order by started_at desc, id")
        .param(cause)
        .query((row, n) -> action(row))
        .list();
  }

  /** An action and what it was about. */
  public record Entry(Action action, Cause cause) {}

  /** What was done about all causes, the newest first. */
  public List<Entry> latest(int limit) {
    return jdbc.sql(
            """
            select x.*, c.flow, c.element, c.peer, c.error, c.message
            from corrective_action x join cause c on c.id = x.cause
            order by x.started_at desc, x.id fetch first ? rows only
            """)
        .param(limit)
        .query((row, n) -> new Entry(action(row), CauseBook.cause(row, "cause")))
        .list();
  }

  /**
   * How well a remedy works.
   *
   * @param times how often it was tried and came to an end
   * @param worked how often jobs went through and none stopped again
   * @param healed jobs that went through
   * @param seconds that it took, in the middle (median)
   */
  public record Effect(Remedy remedy, long times, long worked, long healed, double seconds) {

    public long millis() {
      return Math.round(1_000 * seconds);
    }
  }

  /**
   * How well remedies have worked since then, those that were tried most often first; to ask others
   * heals nothing.
   */
  public List<Effect> effects(Instant since) {
    return jdbc.sql(
            """
            select remedy, count(*) as times, sum(healed) as healed,
              sum(case when healed > 0 and failed = 0 then 1 else 0 end) as worked,
              percentile_cont(0.5) within group (
                order by extract(epoch from (ended_at - started_at))) as seconds
            from corrective_action
            where ended_at is not null and started_at >= ? and remedy <> 'ESCALATE'
            group by remedy order by 2 desc, remedy
            """)
        .param(since.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Effect(
                    Remedy.valueOf(row.getString("remedy")),
                    row.getLong("times"),
                    row.getLong("worked"),
                    row.getLong("healed"),
                    row.getDouble("seconds")))
        .list();
  }

  /**
   * What people choose again and again about a cause.
   *
   * @param times how often they did
   * @param worked how often jobs went through and none stopped again
   */
  public record Habit(Remedy remedy, long times, long worked) {}

  /**
   * What people chose at least so often about a cause, and most often; what is right in detail for
   * one time only, as a correction, is no habit.
   *
   * @param actor whose actions do not count
   */
  public Optional<Habit> habit(String cause, String actor, int least) {
    return jdbc.sql(
            """
            select remedy, count(*) as times,
              sum(case when ended_at is not null and healed > 0 and failed = 0
                then 1 else 0 end) as worked
            from corrective_action where cause = ? and actor <> ? and detail = ''
            group by remedy having count(*) >= ? order by 2 desc, remedy fetch first 1 rows only
            """)
        .params(cause, actor, least)
        .query(Habit.class)
        .optional();
  }

  /** How often remedies were tried without a person's doing, since then. */
  public long tried(String cause, String actor, Instant since) {
    return jdbc.sql(
            "select count(*) from corrective_action where cause = ? and actor = ? and started_at >"
                + " ?")
        .params(cause, actor, since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  public void healed(String action, int jobs) {
    jdbc.sql("update corrective_action set healed = healed + ? where id = ?")
        .params(jobs, action)
        .update();
  }

  public void failed(String action, int jobs) {
    jdbc.sql("update corrective_action set failed = failed + ? where id = ?")
        .params(jobs, action)
        .update();
  }

  public void cohort(String action, int next) {
    jdbc.sql("update corrective_action set cohort = ? where id = ?").params(next, action).update();
  }

  public void end(String action) {
    jdbc.sql("update corrective_action set ended_at = ? where id = ? and ended_at is null")
        .params(now(), action)
        .update();
  }

  /**
   * Ends what is under way about a cause: what was set going goes on, the rest is left alone and
   * people are asked again.
   *
   * @return false when nothing is under way
   */
  public boolean stop(String cause, String actor, String reason) {
    Optional<Action> current = current(cause);
    current.ifPresent(
        action -> {
          String stopped = "; stopped by %s: %s".formatted(actor, reason);
          int room = Math.min(action.reason().length(), LONGEST - stopped.length());
          jdbc.sql("update corrective_action set reason = ? where id = ?")
              .params(action.reason().substring(0, room) + stopped, action.id())
              .update();
          end(action.id());
        });
    return current.isPresent();
  }

  private static Action action(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Action(
        row.getString("id"),
        row.getString("cause"),
        Remedy.valueOf(row.getString("remedy")),
        row.getString("actor"),
        row.getString("reason"),
        row.getLong("instances"),
        row.getLong("healed"),
        row.getLong("failed"),
        row.getInt("cohort"),
        row.getString("detail"),
        row.getInt("most"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
