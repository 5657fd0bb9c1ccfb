package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Run;
import io.sluice.step.StepUnavailable;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;

/** One run in a test. */
public final class FlowRun {
  private final FlowKit kit;
  private final String id;

  FlowRun(FlowKit kit, String id) {
    this.kit = kit;
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Runs everything that is due, one job after another, until the run waits or ends. */
  public FlowRun work() {
    for (List<Job> jobs = due(); !jobs.isEmpty(); jobs = due())
      management().executeJob(jobs.getFirst().getId());
    return this;
  }

  /** Lets the wait of what failed be over, then works on. */
  public FlowRun retry() {
    management()
        .createJobQuery()
        .rootProcessInstanceId(id)
        .messages()
        .list()
        .forEach(job -> management().setJobDuedate(job.getId(), null));
    return work();
  }

  /** Lets a job fail until its retries are exhausted. */
  public FlowRun exhaust() {
    for (Job job = failing(); job != null; job = failing()) {
      management().setJobDuedate(job.getId(), null);
      try {
        management().executeJob(job.getId());
      } catch (RuntimeException failed) {
        assertThat(failed).isInstanceOfAny(StepUnavailable.class, ProcessEngineException.class);
      }
    }
    return this;
  }

  private @Nullable Job failing() {
    return management()
        .createJobQuery()
        .rootProcessInstanceId(id)
        .messages()
        .withRetriesLeft()
        .list()
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Runs one job that is due. */
  public FlowRun workOnce() {
    management().executeJob(due().getFirst().getId());
    return this;
  }

  /** Jobs that could run now, timers left out. */
  public List<Job> due() {
    return management().createJobQuery().rootProcessInstanceId(id).messages().executable().list();
  }

  /** Lets the time of a timer come, whenever that is. */
  public FlowRun fire(String element) {
    Job timer =
        management()
            .createJobQuery()
            .rootProcessInstanceId(id)
            .timers()
            .activityId(element)
            .singleResult();
    assertThat(timer).as("a timer at " + element).isNotNull();
    management().executeJob(timer.getId());
    return work();
  }

  public FlowRun message(String name, Map<String, @Nullable Object> inputs) {
    kit.signals.message(id, name, "requester", inputs);
    return this;
  }

  public FlowRun cancel(String reason) {
    kit.signals.cancel(id, "requester", reason);
    return this;
  }

  /** Answers a task as a person, as the Tasklist does. */
  public FlowRun answer(String element, String user, Map<String, Object> fields) {
    kit.tasks.answer(id, element, user, fields);
    return this;
  }

  /** A variable of the run, as the engine holds it. */
  public @Nullable Object variable(String name) {
    return kit.engine.getRuntimeService().getVariable(id, name);
  }

  public Run run() {
    return kit.runs.find(id).orElseThrow();
  }

  /** Elements that were entered, in order. */
  public List<String> path() {
    return kit.trace.path(id);
  }

  /** Fails unless the run waits at exactly these elements. */
  public FlowRun assertWaitsAt(String... elements) {
    assertThat(run().state()).isEqualTo(Run.State.RUNNING);
    assertThat(kit.engine.getRuntimeService().getActiveActivityIds(id))
        .containsExactlyInAnyOrder(elements);
    return this;
  }

  public FlowRun assertEnded(Run.State state) {
    assertThat(run().state()).as(run().message()).isEqualTo(state);
    return this;
  }

  /** Fails unless these elements were entered in this order, others between them. */
  public FlowRun assertPassed(String... elements) {
    assertThat(path()).containsSubsequence(elements);
    return this;
  }

  private ManagementService management() {
    return kit.engine.getManagementService();
  }
}
