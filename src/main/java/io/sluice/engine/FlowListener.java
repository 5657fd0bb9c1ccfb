package io.sluice.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Adds to each parsed flow what a modeler should not have to think of: transaction borders around
 * steps with an outside effect, and the ledger's notes of start and end.
 */
final class FlowListener extends AbstractBpmnParseListener {
  /**
   * An end event with this extension property ends a run without result: {@code refused} or {@code
   * cancelled}.
   */
  static final String RUN_STATE = "run-state";

  private final StepCatalog steps;
  private final RunLedger ledger;
  private final RunMeter meter;
  private final Map<String, StepDelegate> delegates;
  private final BiFunction<String, String, TaskListener> people;
  private final Function<List<String>, TaskListener> answers;

  /**
   * @param delegates that run the steps, by name
   * @param people makes the listener of a task that asks a person, from the names of the variables
   *     with the recommendation and the record
   * @param answers makes the listener that keeps an answer to its form, from the fields that it may
   *     have without one
   */
  FlowListener(
      StepCatalog steps,
      RunLedger ledger,
      RunMeter meter,
      Map<String, StepDelegate> delegates,
      BiFunction<String, String, TaskListener> people,
      Function<List<String>, TaskListener> answers) {
    this.steps = steps;
    this.ledger = ledger;
    this.meter = meter;
    this.delegates = Map.copyOf(delegates);
    this.people = people;
    this.answers = answers;
  }

  @Override
  public void parseProcess(Element element, ProcessDefinitionEntity definition) {
    definition.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) this::started);
    definition.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::ended);
  }

  /** Only a flow that has been read to its end shows what its events catch. */
  @Override
  public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
    definitions.forEach(CaughtSteps::mark);
  }

  @Override
  public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    Optional<BoundStep> step = Xml.stepOf(element).flatMap(steps::find);
    if (step.isEmpty()) return;
    boolean external = step.get().external();
    StepDelegate delegate = delegates.get(step.get().name());
    if (delegate != null) activity.setActivityBehavior(new StepBehavior(delegate, external));
    if (!external || "true".equals(element.attribute("isForCompensation"))) return;
    if (Xml.camunda(element, "asyncBefore").isEmpty())
      activity.setAsyncBefore(true, exclusive(element));
    if (Xml.camunda(element, "asyncAfter").isEmpty())
      activity.setAsyncAfter(true, exclusive(element));
  }

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    TaskDefinition task =
        ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
    TaskListener only = new AskedOnly();
    task.addTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, only);
    task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, only);
    Optional<String> asked = Xml.property(element, HumanTask.RECOMMENDATION);
    task.addTaskListener(
        TaskListener.EVENTNAME_COMPLETE,
        answers.apply(asked.isPresent() ? List.of(HumanTask.ANSWER, HumanTask.REASON) : List.of()));
    Xml.property(element, FourEyes.PROPERTY)
        .ifPresent(
            requester ->
                task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, new FourEyes(requester)));
    asked
        .map(named -> people.apply(named, Xml.property(element, HumanTask.RECORD).orElse("record")))
        .ifPresent(
            listener -> {
              task.addTaskListener(TaskListener.EVENTNAME_CREATE, listener);
              task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, listener);
            });
  }

  private static boolean exclusive(Element element) {
    return !Xml.camunda(element, "exclusive").equals(Optional.of("false"));
  }

  @Override
  public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
    Optional<Run.State> state = Xml.property(element, RUN_STATE).flatMap(FlowListener::state);
    state.ifPresent(
        ended ->
            activity.addListener(
                ExecutionListener.EVENTNAME_START,
                (ExecutionListener)
                    e -> {
                      if (!nested(e)) end(e, ended);
                    }));
  }

  private static Optional<Run.State> state(String word) {
    return switch (word) {
      case "refused" -> Optional.of(Run.State.REFUSED);
      case "cancelled" -> Optional.of(Run.State.CANCELLED);
      default -> Optional.empty();
    };
  }

  private void started(DelegateExecution execution) {
    if (nested(execution)) return;
    var definition = ((ExecutionEntity) execution).getProcessDefinition();
    String key = execution.getProcessBusinessKey();
    ledger.started(
        execution.getProcessInstanceId(),
        definition.getKey(),
        definition.getVersion(),
        key == null ? "" : key);
    meter.started(definition.getKey());
  }

  private void ended(DelegateExecution execution) {
    if (nested(execution)) return;
    if (((ExecutionEntity) execution).getDeleteReason() != null)
      end(execution, Run.State.CANCELLED);
    end(execution, Run.State.COMPLETED);
  }

  private void end(DelegateExecution execution, Run.State state) {
    if (ledger.ended(execution.getProcessInstanceId(), state))
      meter.ended(((ExecutionEntity) execution).getProcessDefinition().getKey(), state);
  }

  /** A called flow belongs to the run that called it. */
  private static boolean nested(DelegateExecution execution) {
    return ((ExecutionEntity) execution).getProcessInstance().getSuperExecutionId() != null;
  }
}
