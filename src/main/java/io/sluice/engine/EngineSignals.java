package io.sluice.engine;

import io.sluice.step.StepRejected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;

/** Signals to runs on the engine. */
final class EngineSignals implements Signals {
  /** Variables that say who cancelled a run, and why. */
  static final String CANCELLED_BY = "cancelledBy";

  /** Variable with the version that a case has pinned. */
  static final String VERSION = "modelVersion";

  static final String CANCEL_REASON = "cancelReason";

  private final RuntimeService runtime;
  private final Signatures signatures;
  private final RunLedger ledger;
  private final Codec codec;

  EngineSignals(RuntimeService runtime, Signatures signatures, RunLedger ledger, Codec codec) {
    this.runtime = runtime;
    this.signatures = signatures;
    this.ledger = ledger;
    this.codec = codec;
  }

  @Override
  public Signature signature(String run, String message) {
    ProcessInstance instance = instance(run, "message-conflict");
    EventSubscription waiting = waiting(run, message).orElseThrow(() -> notWaiting(run, message));
    return signatures.event(instance.getProcessDefinitionId(), waiting.getActivityId());
  }

  @Override
  public void message(
      String run, String message, String user, Map<String, @Nullable Object> inputs) {
    signature(run, message);
    Map<String, @Nullable Object> variables = new HashMap<>();
    inputs.forEach((name, value) -> variables.put(name, codec.write(value)));
    correlate(run, message, variables);
  }

  @Override
  public void cancel(String run, String user, String reason) {
    ProcessInstance instance = instance(run, "cancel-conflict");
    if (waiting(run, CANCEL).isPresent()) {
      ledger.remark(run, "cancelled by %s: %s".formatted(user, reason));
      Map<String, @Nullable Object> variables = new HashMap<>();
      variables.put(CANCELLED_BY, user);
      variables.put(CANCEL_REASON, reason);
      correlate(run, CANCEL, variables);
      return;
    }
    if (signatures.waitsSomewhere(instance.getProcessDefinitionId(), CANCEL))
      throw new StepRejected(
          "cancel-conflict", "this run can no longer be cancelled: it has gone too far for that");
    if (undoable(instance))
      throw new StepRejected(
          "cancel-conflict",
          "this run has done something outside, and its flow draws no event sub-process behind the"
              + " message 'cancel' that takes it back");
    ledger.remark(run, "cancelled by %s: %s".formatted(user, reason));
    try {
      runtime.deleteProcessInstance(run, "cancelled by " + user);
    } catch (NotFoundException | OptimisticLockingException e) {
      throw moved();
    }
  }

  @Override
  public void repin(String run, String user, String version) {
    instance(run, "message-conflict");
    if (runtime.getVariable(run, VERSION) == null)
      throw new StepRejected("not-a-case", "this run has pinned no model version");
    runtime.setVariable(run, VERSION, version);
    ledger.remark(run, "moved to model version %s by %s".formatted(version, user));
  }

  /** Whether anything that the run has done has a compensation of its own, or is in one. */
  private boolean undoable(ProcessInstance run) {
    boolean done =
        runtime
                .createEventSubscriptionQuery()
                .processInstanceId(run.getId())
                .eventType("compensate")
                .count()
            > 0;
    return done
        || runtime.getActiveActivityIds(run.getId()).stream()
            .anyMatch(id -> signatures.compensates(run.getProcessDefinitionId(), id));
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // a variable may be null
  private void correlate(String run, String message, Map<String, @Nullable Object> variables) {
    Rejection.forget();
    try {
      runtime
          .createMessageCorrelation(message)
          .processInstanceId(run)
          .setVariables((Map<String, Object>) (Map<String, ?>) variables)
          .correlate();
    } catch (MismatchingMessageCorrelationException e) {
      throw notWaiting(run, message);
    } catch (OptimisticLockingException e) {
      throw moved();
    } catch (ProcessEngineException e) {
      throw Rejection.behind(e);
    }
  }

  private ProcessInstance instance(String run, String conflict) {
    ProcessInstance instance =
        runtime.createProcessInstanceQuery().processInstanceId(run).singleResult();
    if (instance != null) return instance;
    if (ledger.knows(run))
      throw new StepRejected(conflict, "this run has ended and waits for nothing");
    throw new StepRejected("unknown-run", "there is no such run");
  }

  private Optional<EventSubscription> waiting(String run, String message) {
    return messages(run).stream().filter(e -> message.equals(e.getEventName())).findFirst();
  }

  private List<EventSubscription> messages(String run) {
    return runtime
        .createEventSubscriptionQuery()
        .processInstanceId(run)
        .eventType("message")
        .list();
  }

  private StepRejected notWaiting(String run, String message) {
    List<String> names =
        messages(run).stream().map(EventSubscription::getEventName).sorted().toList();
    return new StepRejected(
        "message-conflict",
        "this run does not wait for '%s' now; it waits for %s".formatted(message, names),
        Map.of("waitsFor", names));
  }

  private static StepRejected moved() {
    return new StepRejected(
        "message-conflict", "the run has just moved on by itself; look at it and ask again");
  }
}
