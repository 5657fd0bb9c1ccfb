package io.sluice.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Which elements runs entered, in order; what was rolled back was not entered. */
public final class Trace extends AbstractProcessEnginePlugin implements HistoryEventHandler {
  private final Collection<Entered> entered = new ConcurrentLinkedQueue<>();

  private record Entered(String definition, String run, String element) {}

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    List<HistoryEventHandler> all = new ArrayList<>(engine.getCustomHistoryEventHandlers());
    all.add(this);
    engine.setCustomHistoryEventHandlers(all);
  }

  @Override
  public void handleEvent(HistoryEvent event) {
    if (!(event instanceof HistoricActivityInstanceEventEntity element)
        || !event.isEventOfType(HistoryEventTypes.ACTIVITY_INSTANCE_START)) return;
    Entered now =
        new Entered(
            element.getProcessDefinitionId(),
            element.getProcessInstanceId(),
            element.getActivityId());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            entered.add(now);
          }
        });
  }

  @Override
  public void handleEvents(List<HistoryEvent> events) {
    events.forEach(this::handleEvent);
  }

  /** Elements that one run entered. */
  List<String> path(String run) {
    return entered.stream().filter(e -> e.run().equals(run)).map(Entered::element).toList();
  }

  /** Elements that any run of a flow's version entered. */
  List<String> of(String definition) {
    return entered.stream()
        .filter(e -> e.definition().equals(definition))
        .map(Entered::element)
        .toList();
  }
}
