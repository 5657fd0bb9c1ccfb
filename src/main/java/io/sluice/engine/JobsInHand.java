package io.sluice.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.impl.jobexecutor.RejectedJobsHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.springframework.core.task.TaskExecutor;

/** The engine's executor of jobs, which can tell what it has in hand. */
final class JobsInHand extends SpringJobExecutor {
  private static final Duration OFFERED_AGAIN = Duration.ofSeconds(10);

  private final Set<String> jobs = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> turnedAway = new ConcurrentHashMap<>();
  private final RejectedJobsHandler again = new NotifyAcquisitionRejectedJobsHandler();
  private boolean over;

  JobsInHand(TaskExecutor threads) {
    setTaskExecutor(threads);
    setRejectedJobsHandler(this::turnAway);
  }

  /**
   * Whether a job is being run here, or waits for its turn. What all threads were too busy for is
   * offered to them again and again; the engine forgets it when it cannot reach the database then.
   */
  boolean holds(String job) {
    if (jobs.contains(job)) return true;
    Long since = turnedAway.get(job);
    boolean offered = since != null && System.nanoTime() - since < OFFERED_AGAIN.toNanos();
    if (since != null && !offered) turnedAway.remove(job, since);
    return offered;
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> acquired, ProcessEngineImpl engine) {
    jobs.addAll(acquired);
    acquired.forEach(turnedAway::remove);
    return new Turn(acquired, engine);
  }

  /** The product may be told to stop before it has wholly started: what is over begins no more. */
  @Override
  public synchronized void start() {
    if (!over) super.start();
  }

  /**
   * Takes no more jobs, for good, and waits until nothing is being run any more.
   *
   * @return false when that took too long
   */
  boolean end(Duration patience) {
    synchronized (this) {
      over = true;
      shutdown();
    }
    long until = System.nanoTime() + patience.toNanos();
    turnedAway.clear();
    synchronized (jobs) {
      try {
        for (long left = patience.toMillis(); !jobs.isEmpty() && left > 0; left = left(until))
          jobs.wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return jobs.isEmpty();
    }
  }

  private static long left(long until) {
    return TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
  }

  private void done(String job) {
    synchronized (jobs) {
      jobs.remove(job);
      jobs.notifyAll();
    }
  }

  private void turnAway(List<String> acquired, ProcessEngineImpl engine, JobExecutor executor) {
    for (String job : acquired) turnedAway.put(job, System.nanoTime());
    acquired.forEach(this::done);
    again.jobsRejected(acquired, engine, executor);
  }

  /** Runs jobs one after another, and those of the same run that come of them. */
  private final class Turn extends ExecuteJobsRunnable {
    Turn(List<String> acquired, ProcessEngineImpl engine) {
      super(acquired, engine);
    }

    @Override
    protected void executeJob(String job, CommandExecutor engine, JobFailureCollector failures) {
      List<String> later = List.of();
      try {
        super.executeJob(job, engine, failures);
      } finally {
        List<String> queue = Context.getJobExecutorContext().getCurrentProcessorJobQueue();
        if (first(failures)) later = queue.stream().filter(next -> !jobs.contains(next)).toList();
        queue.removeAll(later);
        jobs.addAll(queue);
        done(job);
      }
      later.forEach(next -> unlockJob(next, engine));
      if (!later.isEmpty()) jobExecutor.jobWasAdded();
    }

    /** What comes of a job that went first takes its turn: others that go first wait. */
    private static boolean first(JobFailureCollector failures) {
      JobEntity ended = failures.getJob();
      return ended != null && ended.getPriority() >= RemedyHands.FIRST;
    }

    @Override
    protected void unlockJob(String job, CommandExecutor engine) {
      try {
        super.unlockJob(job, engine);
      } finally {
        done(job);
      }
    }
  }
}
