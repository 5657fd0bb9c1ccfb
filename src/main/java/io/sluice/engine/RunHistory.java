package io.sluice.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/**
 * The engine's history, without a row for each element of what began and ended in one transaction:
 * these rows, with their ten indexes, were a third of what such a case costs, and its steps are in
 * the ledger.
 */
final class RunHistory extends DbHistoryEventHandler {

  @Override
  public void handleEvent(HistoryEvent event) {
    super.handleEvent(event);
    if (event instanceof HistoricProcessInstanceEventEntity
        && event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_END)) forget(event);
  }

  private static void forget(HistoryEvent end) {
    DbEntityManager entities = Context.getCommandContext().getDbEntityManager();
    var run = entities.getCachedEntity(HistoricProcessInstanceEventEntity.class, end.getId());
    if (run == null || !unwritten(entities, run)) return;
    for (var element : entities.getCachedEntitiesByType(HistoricActivityInstanceEventEntity.class))
      if (end.getProcessInstanceId().equals(element.getProcessInstanceId())
          && unwritten(entities, element)) entities.delete(element);
  }

  private static boolean unwritten(DbEntityManager entities, HistoryEvent event) {
    CachedDbEntity cached = entities.getDbEntityCache().getCachedEntity(event);
    return cached != null && cached.getEntityState() == DbEntityState.TRANSIENT;
  }
}
