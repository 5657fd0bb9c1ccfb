package io.sluice.engine;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Jobs that the database counts as in this node's hands while they are not: the answer to their
 * acquisition, or the note of their failure, was lost with the connection. Nobody else may take
 * them before their lock is over, which is long.
 */
final class LostJobs {
  private static final Logger LOG = LoggerFactory.getLogger(LostJobs.class);

  private final String node;
  private final Predicate<String> inHand;
  private final JdbcClient jdbc;
  private final Duration patience;
  private final LongSupplier nanos;
  private Map<Locked, Long> missed = Map.of();

  /**
   * @param inHand whether this node has a job in hand
   * @param patience for jobs that are on the way from the database into its hands
   * @param nanos a clock that nobody sets
   */
  LostJobs(
      String node,
      Predicate<String> inHand,
      JdbcClient jdbc,
      Duration patience,
      LongSupplier nanos) {
    this.node = node;
    this.inHand = inHand;
    this.jdbc = jdbc;
    this.patience = patience;
    this.nanos = nanos;
  }

  private record Locked(String job, Timestamp until) {}

  /**
   * One look; what is missed in all looks for a while is given back.
   *
   * @return how many were given back
   */
  int look() {
    long now = nanos.getAsLong();
    Map<Locked, Long> still = new HashMap<>();
    for (Locked locked : locked())
      if (!inHand.test(locked.job())) still.put(locked, missed.getOrDefault(locked, now));
    missed = still;
    int lost = 0;
    for (Map.Entry<Locked, Long> each : still.entrySet())
      if (now - each.getValue() > patience.toNanos()) lost += giveBack(each.getKey());
    if (lost > 0) LOG.warn("{} jobs were lost on the way from the database; they go on", lost);
    return lost;
  }

  /** Gives back at once what is not in this node's hands: nothing is on the way any more. */
  void giveBack() {
    for (Locked locked : locked()) if (!inHand.test(locked.job())) giveBack(locked);
  }

  private List<Locked> locked() {
    return jdbc.sql(
            """
            select ID_ as job, LOCK_EXP_TIME_ as until from ACT_RU_JOB
            where LOCK_OWNER_ = ? and LOCK_EXP_TIME_ is not null
            """)
        .param(node)
        .query(Locked.class)
        .list();
  }

  private int giveBack(Locked lost) {
    return jdbc.sql(
            """
            update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null, REV_ = REV_ + 1
            where ID_ = ? and LOCK_OWNER_ = ? and LOCK_EXP_TIME_ = ?
            """)
        .params(lost.job(), node, lost.until())
        .update();
  }
}
