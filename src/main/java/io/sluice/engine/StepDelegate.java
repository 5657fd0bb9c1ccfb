package io.sluice.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.engine.park.ParkedTargets;
import io.sluice.step.Fallback;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Runs a step where a flow names it: the only delegate there is. */
final class StepDelegate implements JavaDelegate {
  private static final Logger LOG = LoggerFactory.getLogger(StepDelegate.class);

  /** Input parameters that name a connector. */
  private static final List<String> PEERS = List.of("source", "target");

  private static final Duration LONG = Duration.ofSeconds(1);

  private final BoundStep step;
  private final StepBinding binding;
  private final RunLedger ledger;
  private final MeterRegistry meters;
  private final ParkedTargets parked;
  private final Fallbacks fallbacks;
  private final boolean caught;

  StepDelegate(
      BoundStep step,
      StepBinding binding,
      RunLedger ledger,
      MeterRegistry meters,
      ParkedTargets parked,
      Fallbacks fallbacks) {
    this(step, binding, ledger, meters, parked, fallbacks, false);
  }

  private StepDelegate(
      BoundStep step,
      StepBinding binding,
      RunLedger ledger,
      MeterRegistry meters,
      ParkedTargets parked,
      Fallbacks fallbacks,
      boolean caught) {
    this.fallbacks = fallbacks;
    this.parked = parked;
    this.step = step;
    this.binding = binding;
    this.ledger = ledger;
    this.meters = meters;
    this.caught = caught;
  }

  /** The same step where its flow takes another way when it cannot get through. */
  StepDelegate caught() {
    return new StepDelegate(step, binding, ledger, meters, parked, fallbacks, true);
  }

  @Override
  public void execute(DelegateExecution execution) {
    String run = root(execution);
    String element = element(execution);
    try (var runId = MDC.putCloseable("run", run);
        var elementId = MDC.putCloseable("element", element)) {
      run(execution, run, element);
    }
  }

  private void run(DelegateExecution execution, String run, String element) {
    LiveProgress progress = new LiveProgress(ledger, run, element, step, title(execution, element));
    ProcessDefinitionEntity flow = flow(execution);
    Fallback fallback = fallbacks.current();
    StepCall call =
        new StepCall(
            run, element, key(execution), flow.getKey(), flow.getVersion(), progress, fallback);
    Timer.Sample time = Timer.start(meters);
    String outcome = "failed";
    try {
      binding.deadline(step, element, execution::getVariableLocal).ifPresent(progress::limit);
      Record input = binding.input(step, call, execution::getVariableLocal);
      if (step.external() && !instead(fallback)) pass(execution);
      Record output = step.step().run(input);
      Map<String, @Nullable Object> variables = binding.variables(step, output);
      variables.forEach(execution::setVariableLocal);
      progress.done();
      outcome = "done";
    } catch (StepRejected e) {
      outcome = "rejected";
      LOG.warn("Step {} rejected its input: {} {}", step.name(), e.code(), e.reason());
      progress.rejected(e);
      Rejection.note(e);
      throw new BpmnError(e.code(), e.reason(), e);
    } catch (StepUnavailable e) {
      if (!caught || Failures.full(e)) throw failed(progress, e);
      outcome = "unavailable";
      String why = Failures.describe(e);
      LOG.warn("Step {} gives way in its flow: {}", step.name(), why);
      progress.gaveWay(e);
      throw new BpmnError(StepUnavailable.CODE, why, e);
    } catch (RuntimeException e) {
      throw failed(progress, e);
    } finally {
      finish(progress, time, outcome);
    }
  }

  /** Whether the target itself is not called. */
  private static boolean instead(Fallback fallback) {
    return fallback.kind() == Fallback.Kind.SECOND_SOURCE
        || fallback.kind() == Fallback.Kind.LAST_GOOD;
  }

  private void pass(DelegateExecution execution) {
    JobEntity job = Context.getCommandContext().getCurrentJob();
    for (String name : PEERS)
      if (execution.getVariableLocal(name) instanceof String peer)
        parked.pass(peer, job == null ? null : job.getId());
  }

  private RuntimeException failed(LiveProgress progress, RuntimeException e) {
    progress.failed(e);
    LOG.error("Step {} failed: {}\n{}", step.name(), Failures.describe(e), Failures.trace(e));
    return e;
  }

  private void finish(LiveProgress progress, Timer.Sample time, String outcome) {
    time.stop(meters.timer("sluice.step", "step", step.name(), "outcome", outcome));
    meters.counter("sluice.rows", "step", step.name()).increment(progress.rowsDone());
    meters.counter("sluice.rejects", "step", step.name()).increment(progress.rowsRejected());
    Duration took = Duration.ofNanos(progress.elapsed());
    LOG.atLevel(step.external() || took.compareTo(LONG) > 0 ? Level.INFO : Level.DEBUG)
        .log("Step {} {} after {}", step.name(), outcome, took);
  }

  /** A called flow belongs to the run that called it. */
  static String root(DelegateExecution execution) {
    String root = ((ExecutionEntity) execution).getRootProcessInstanceId();
    return root == null ? execution.getProcessInstanceId() : root;
  }

  private static ProcessDefinitionEntity flow(DelegateExecution execution) {
    ExecutionEntity instance = ((ExecutionEntity) execution).getProcessInstance();
    while (instance.getSuperExecution() != null)
      instance = instance.getSuperExecution().getProcessInstance();
    return instance.getProcessDefinition();
  }

  /** In a called flow after the element that called, so that two calls can be told apart. */
  private static String element(DelegateExecution execution) {
    String element = execution.getCurrentActivityId();
    ExecutionEntity caller = ((ExecutionEntity) execution).getProcessInstance().getSuperExecution();
    return caller == null ? element : caller.getCurrentActivityId() + "/" + element;
  }

  private static String key(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    return key == null ? "" : key;
  }

  private static String title(DelegateExecution execution, String element) {
    String name = execution.getCurrentActivityName();
    return name == null ? element : name;
  }
}
