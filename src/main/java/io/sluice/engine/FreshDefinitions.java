package io.sluice.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DefaultCacheFactory;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.jspecify.annotations.Nullable;

/**
 * The flows and tables that are in memory. The engine asks the database at each use whether one was
 * suspended meanwhile, a third of all that a case of four steps asks; here a second old answer will
 * do.
 */
final class FreshDefinitions extends DeploymentCache {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** The engine's own number of definitions in memory. */
  private static final int CAPACITY = 1_000;

  private final Map<String, Long> asked = new ConcurrentHashMap<>();

  FreshDefinitions(ProcessEngineConfigurationImpl engine) {
    super(new DefaultCacheFactory(), CAPACITY);
    setDeployers(engine.getDeployers());
  }

  @Override
  public ProcessDefinitionEntity findDeployedProcessDefinitionById(String id) {
    ProcessDefinitionEntity known = getProcessDefinitionCache().get(id);
    if (fresh(known, id)) return known;
    long now = System.nanoTime();
    ProcessDefinitionEntity found = super.findDeployedProcessDefinitionById(id);
    asked.put(id, now);
    return found;
  }

  @Override
  public DecisionDefinitionEntity findDeployedDecisionDefinitionById(String id) {
    DecisionDefinitionEntity known = getDecisionDefinitionCache().get(id);
    if (fresh(known, id)) return known;
    long now = System.nanoTime();
    DecisionDefinitionEntity found = super.findDeployedDecisionDefinitionById(id);
    asked.put(id, now);
    return found;
  }

  private boolean fresh(@Nullable Object known, String id) {
    Long since = asked.get(id);
    return known != null && since != null && System.nanoTime() - since < FRESH;
  }
}
