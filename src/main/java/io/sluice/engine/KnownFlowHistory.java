package io.sluice.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.jspecify.annotations.Nullable;

/**
 * Takes what history says of a flow from the flows in memory. The engine's own asks the database
 * again in each transaction.
 */
final class KnownFlowHistory extends CacheAwareHistoryEventProducer {

  @Override
  protected @Nullable ProcessDefinitionEntity getProcessDefinitionEntity(String id) {
    ProcessDefinitionEntity known =
        Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .getProcessDefinitionCache()
            .get(id);
    return known == null ? super.getProcessDefinitionEntity(id) : known;
  }
}
