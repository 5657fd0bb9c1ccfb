package io.sluice.engine;

import io.sluice.heal.AffectedJobs;
import io.sluice.heal.Cause;
import io.sluice.step.StepBroken;
import io.sluice.step.StepUnavailable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of this node that have failed and will be tried again, until the next sweep writes them
 * down. They are kept in memory so that a failure costs no transaction of its own; should this node
 * die, each is noted when it fails again.
 */
final class FailingJobs {
  private static final Logger LOG = LoggerFactory.getLogger(FailingJobs.class);

  private static final int MOST = 100_000;

  private final ConcurrentLinkedQueue<Note> notes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final CauseReader reader;

  FailingJobs(CauseReader reader) {
    this.reader = reader;
  }

  private record Note(Cause cause, String job, String run, String peer, String sample) {}

  /** Called where the engine handles a failure: whatever goes wrong here must not hinder that. */
  void note(JobEntity job, @Nullable ExecutionEntity execution, Throwable failure) {
    try {
      if (heldBack(failure)) return;
      String element = element(job, execution);
      if (execution == null
          || element == null
          || StoppedJobs.INCIDENT.equals(job.getProcessDefinitionKey())) return;
      if (size.incrementAndGet() > MOST) {
        size.decrementAndGet();
        return;
      }
      notes.add(
          new Note(
              reader.read(
                  new CauseReader.Place(
                      job.getProcessDefinitionKey(),
                      job.getProcessDefinitionId(),
                      element,
                      name -> text(execution, name)),
                  failure),
              job.getId(),
              execution.getRootProcessInstanceId(),
              peer(failure),
              sample(failure)));
    } catch (RuntimeException e) {
      LOG.warn("A failing job could not be noted: {}\n{}", e.getClass(), Failures.trace(e));
    }
  }

  private static @Nullable String text(ExecutionEntity execution, String variable) {
    return execution.getProcessInstance().getVariable(variable) instanceof String text
        ? text
        : null;
  }

  /** By our own bounds: the job has not failed, it comes back in a moment. */
  private static boolean heldBack(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepUnavailable unavailable)
        return unavailable.retryAt().isPresent() && unavailable.peer().isEmpty();
    return false;
  }

  private static @Nullable String element(JobEntity job, @Nullable ExecutionEntity execution) {
    if (job.getFailedActivityId() != null) return job.getFailedActivityId();
    return execution == null ? null : execution.getActivityId();
  }

  private static String peer(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepUnavailable unavailable) return unavailable.peer().orElse("");
    return "";
  }

  private static String sample(Throwable failure) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause())
      if (e instanceof StepBroken broken) return broken.sample();
    return "";
  }

  /** Writes down what was noted since the last time; within the caller's transaction. */
  void write(AffectedJobs affected) {
    for (int left = size.get(); left > 0; left--) {
      Note note = notes.poll();
      if (note == null) return;
      size.decrementAndGet();
      affected.failed(note.cause(), note.job(), note.run(), note.peer(), note.sample());
    }
  }
}
