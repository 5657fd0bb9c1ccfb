package io.sluice.engine;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Jobs that are begun again and again and never end: they outlive their lock, so that each commit
 * is lost to the next start, or they take their node down with them. The engine would go on like
 * that for ever and never raise an incident.
 */
final class RestlessJobs {
  private static final Logger LOG = LoggerFactory.getLogger(RestlessJobs.class);

  /** Most jobs are over before anybody looks at them. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final EngineSettings settings;

  RestlessJobs(JdbcClient jdbc, EngineSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Held(String job, Timestamp until) {}

  /** Counts starts, and stops what was begun too often; within the caller's transaction. */
  void look(CommandExecutor engine) {
    Timestamp started = Timestamp.from(Instant.now().plus(settings.lock()).minus(SHORT));
    for (Held held :
        jdbc.sql(
                """
                select ID_ as job, LOCK_EXP_TIME_ as until from ACT_RU_JOB
                where LOCK_OWNER_ is not null and LOCK_EXP_TIME_ < ?
                """)
            .param(started)
            .query(Held.class)
            .list()) count(held);
    jdbc.sql("delete from restless_job where not exists (select 1 from ACT_RU_JOB where ID_ = job)")
        .update();
    stop(engine);
  }

  private void count(Held held) {
    int known =
        jdbc.sql(
                """
                update restless_job
                set starts = starts + case when locked_until = ? then 0 else 1 end,
                  locked_until = ? where job = ?
                """)
            .params(held.until(), held.until(), held.job())
            .update();
    if (known == 0)
      jdbc.sql("insert into restless_job (job, locked_until, starts) values (?, ?, 1)")
          .params(held.job(), held.until())
          .update();
  }

  private void stop(CommandExecutor engine) {
    List<String> restless =
        jdbc.sql(
                """
                select r.job from restless_job r join ACT_RU_JOB j on j.ID_ = r.job
                where r.starts >= ? and j.RETRIES_ > 0
                """)
            .param(settings.mostStarts())
            .query(String.class)
            .list();
    for (String job : restless) {
      engine.execute(new Stop(job, settings));
      jdbc.sql("delete from restless_job where job = ?").param(job).update();
      LOG.error(
          "Job {} was begun {} times and never ended; it is stopped", job, settings.mostStarts());
    }
  }

  /**
   * Gives back the jobs that a node had in hand when it ended, and counts them as begun.
   *
   * @return how many
   */
  int release(String node) {
    for (Held held :
        jdbc.sql(
                """
                select ID_ as job, LOCK_EXP_TIME_ as until from ACT_RU_JOB
                where LOCK_OWNER_ = ? and LOCK_EXP_TIME_ is not null
                """)
            .param(node)
            .query(Held.class)
            .list()) count(held);
    return jdbc.sql(
            """
            update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null, REV_ = REV_ + 1
            where LOCK_OWNER_ = ?
            """)
        .param(node)
        .update();
  }

  /** Leaves an incident, as a job whose retries are exhausted does. */
  private record Stop(String job, EngineSettings settings) implements Command<Void> {
    @Override
    @SuppressWarnings("NullAway") // a command of no result
    public Void execute(CommandContext context) {
      JobEntity entity = context.getJobManager().findJobById(job);
      if (entity == null) return null;
      String message =
          "the job was begun %d times and never came to an end: it takes longer than its lock of %s, or it ends its node"
              .formatted(settings.mostStarts(), settings.lock());
      entity.unlock();
      entity.setExceptionMessage(message);
      entity.setExceptionStacktrace(Restless.class.getName() + ": " + message);
      entity.setRetries(0);
      return null;
    }
  }
}
