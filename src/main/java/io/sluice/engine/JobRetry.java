package io.sluice.engine;

import io.sluice.engine.park.ParkedTargets;
import io.sluice.step.StepBroken;
import io.sluice.step.StepUnavailable;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.jspecify.annotations.Nullable;

/**
 * The engine's retry, with two differences: a step that knows when it can go on (an open circuit)
 * waits until then without using up a retry, and waits are spread by a fifth so that jobs that
 * failed together do not come back together.
 */
final class JobRetry extends DefaultJobRetryCmd {
  private static final long serialVersionUID = 1L;
  private static final double SPREAD = .2;

  private final transient FailingJobs failing;
  private final transient ParkedTargets parked;

  /**
   * @param failing where jobs are noted that will be tried again
   * @param parked targets whose jobs use up no retries
   */
  JobRetry(String job, Throwable failure, FailingJobs failing, ParkedTargets parked) {
    super(job, failure);
    this.failing = failing;
    this.parked = parked;
  }

  @Override
  public @Nullable Object execute(CommandContext context) {
    JobEntity job = getJob();
    if (job != null && stoppedMeanwhile(job)) {
      job.unlock();
      return null;
    }
    Optional<Instant> later = later(exception);
    if (job != null) failing.note(job, fetchExecutionEntity(job.getExecutionId()), exception);
    if (job != null && broken(exception)) {
      job.unlock();
      logException(job);
      job.setRetries(0);
      return null;
    }
    if (job == null || later.isEmpty()) {
      Object result = super.execute(context);
      if (job != null && job.getDuedate() != null) spread(job);
      return result;
    }
    job.unlock();
    logException(job);
    job.setDuedate(Date.from(later.get()));
    notifyAcquisition(context);
    return null;
  }

  /** Whoever stopped it while it was under way has said why; the collision says nothing. */
  private boolean stoppedMeanwhile(JobEntity job) {
    return job.getRetries() <= 0 && exception instanceof OptimisticLockingException;
  }

  /** Another try would find the same. */
  private static boolean broken(@Nullable Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepBroken) return true;
    return false;
  }

  /** The engine does not know to which activity a job of ours belongs. */
  @Override
  public @Nullable ActivityImpl getCurrentActivity(CommandContext context, JobEntity job) {
    if (!CompensationJob.TYPE.equals(job.getJobHandlerType()))
      return super.getCurrentActivity(context, job);
    ExecutionEntity execution = fetchExecutionEntity(job.getExecutionId());
    return execution == null ? null : execution.getActivity();
  }

  private static void spread(JobEntity job) {
    long wait = job.getDuedate().getTime() - System.currentTimeMillis();
    if (wait <= 0) return;
    double factor = 1 + SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    job.setDuedate(new Date(System.currentTimeMillis() + (long) (wait * factor)));
  }

  private Optional<Instant> later(@Nullable Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepUnavailable unavailable)
        return unavailable.retryAt().or(() -> unavailable.peer().flatMap(parked::until));
    return Optional.empty();
  }
}
