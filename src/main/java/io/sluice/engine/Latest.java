package io.sluice.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The newest versions of flows and tables. The engine asks the database at each start; here that is
 * asked again after a second, or at once when this node deploys something.
 */
final class Latest {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final Supplier<RepositoryService> repository;
  private final Map<String, Known<ProcessDefinition>> flows = new ConcurrentHashMap<>();
  private final Map<String, Known<DecisionDefinition>> tables = new ConcurrentHashMap<>();

  Latest(Supplier<RepositoryService> repository) {
    this.repository = repository;
  }

  private record Known<T>(T definition, long since) {
    boolean fresh() {
      return System.nanoTime() - since < FRESH;
    }
  }

  Optional<ProcessDefinition> flow(String key) {
    Known<ProcessDefinition> known = flows.get(key);
    if (known != null && known.fresh()) return Optional.of(known.definition());
    long asked = System.nanoTime();
    Optional<ProcessDefinition> found =
        Optional.ofNullable(
            repository
                .get()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult());
    found.ifPresent(definition -> flows.put(key, new Known<>(definition, asked)));
    return found;
  }

  Optional<DecisionDefinition> table(String key) {
    Known<DecisionDefinition> known = tables.get(key);
    if (known != null && known.fresh()) return Optional.of(known.definition());
    long asked = System.nanoTime();
    Optional<DecisionDefinition> found =
        Optional.ofNullable(
            repository
                .get()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult());
    found.ifPresent(definition -> tables.put(key, new Known<>(definition, asked)));
    return found;
  }

  /** Once the transaction of a deployment is through. */
  void forgetAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      forget();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            forget();
          }
        });
  }

  private void forget() {
    flows.clear();
    tables.clear();
  }
}
