package io.sluice.engine;

import io.sluice.heal.AffectedJobs.Affected;
import io.sluice.heal.AffectedJobs.State;
import io.sluice.heal.CorrectiveActions.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies remedies to single jobs, each in a transaction of its own. */
final class RemedyHands {
  /** Priority of what is retried: else it is kept waiting by the steps after it. */
  static final long FIRST = 1;

  private static final Logger LOG = LoggerFactory.getLogger(RemedyHands.class);

  private static final Duration WHILE = Duration.ofMinutes(10);

  private final JdbcClient jdbc;
  private final CommandExecutor engine;
  private final ManagementService management;
  private final RuntimeService runtime;
  private final Signals signals;
  private final TransactionTemplate apart;

  /**
   * @param apart a transaction of its own for each job: what cannot be done to one is no reason to
   *     undo what was done to others
   */
  RemedyHands(
      JdbcClient jdbc,
      CommandExecutor engine,
      ManagementService management,
      RuntimeService runtime,
      Signals signals,
      TransactionTemplate apart) {
    this.jdbc = jdbc;
    this.engine = engine;
    this.management = management;
    this.runtime = runtime;
    this.signals = signals;
    this.apart = apart;
  }

  /**
   * @return what the job is from now on; still waiting when the remedy cannot be applied to it
   */
  State apply(Action action, Affected job) {
    try {
      return Objects.requireNonNull(apart.execute(status -> done(action, job)));
    } catch (RuntimeException e) {
      LOG.warn(
          "Remedy {} cannot be applied to run {}: {}",
          action.remedy().word(),
          job.run(),
          Failures.describe(e));
      return State.WAITING;
    }
  }

  private State done(Action action, Affected job) {
    jdbc.sql("delete from helped_job where job = ?").param(job.job()).update();
    return switch (action.remedy()) {
      case RETRY -> retry(job);
      case CORRECT, SECOND_SOURCE, LAST_GOOD, PREVIOUS_VERSION, ROLL_BACK -> {
        jdbc.sql("insert into helped_job (job, action) values (?, ?)")
            .params(job.job(), action.id())
            .update();
        yield retry(job);
      }
      case WAIT -> hold(job);
      case ESCALATE -> State.WAITING;
      case SKIP -> skip(job);
      case CANCEL -> {
        signals.cancel(job.run(), action.actor(), action.reason());
        yield State.GIVEN_UP;
      }
    };
  }

  /** One try: should it fail again, that is to be known at once. */
  private State retry(Affected job) {
    engine.execute(new Retry(job.job()));
    return State.RETRYING;
  }

  /** All in one: an operator may retry ten thousand. */
  private record Retry(String id) implements Command<Void> {
    @Override
    @SuppressWarnings("NullAway") // a command of no result
    public Void execute(CommandContext context) {
      JobEntity job = context.getJobManager().findJobById(id);
      if (job == null) return null;
      if (job.getRetries() == 0) job.setRetries(1);
      job.setDuedate(new Date());
      job.setPriority(FIRST);
      return null;
    }
  }

  /** It goes on with the others that wait for the same target, else by itself after a while. */
  private State hold(Affected job) {
    Date later = Date.from(Instant.now().plus(WHILE));
    management.setJobRetries(1).jobId(job.job()).dueDate(later).execute();
    return State.PARKED;
  }

  private State skip(Affected job) {
    Job stopped = management.createJobQuery().jobId(job.job()).singleResult();
    String activity =
        management
            .createJobDefinitionQuery()
            .jobDefinitionId(stopped.getJobDefinitionId())
            .singleResult()
            .getActivityId();
    runtime
        .createProcessInstanceModification(stopped.getProcessInstanceId())
        .startAfterActivity(activity)
        .cancelAllForActivity(activity)
        .execute();
    return State.GIVEN_UP;
  }
}
