package io.sluice.engine;

import io.sluice.step.DecisionTables;
import io.sluice.step.StepRejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.jspecify.annotations.Nullable;

/** The decision tables that are deployed. */
final class EngineTables implements DecisionTables {
  private final DecisionService decisions;
  private final RepositoryService repository;
  private final MatchedRules matched;
  private final Latest latest;

  EngineTables(
      DecisionService decisions,
      RepositoryService repository,
      MatchedRules matched,
      Latest latest) {
    this.latest = latest;
    this.decisions = decisions;
    this.repository = repository;
    this.matched = matched;
  }

  @Override
  public Verdict decide(String table, int version, Map<String, @Nullable Object> facts) {
    DecisionDefinition definition = find(table, version);
    MatchedRules.Capture capture = matched.capture();
    DmnDecisionResult result;
    try (capture) {
      result =
          decisions.evaluateDecisionById(definition.getId()).variables(values(facts)).evaluate();
    } catch (ProcessEngineException e) {
      throw wrong(table, e);
    }
    if (result.isEmpty())
      throw new StepRejected(
          "no-rule",
          "no rule of table '%s' (version %d) holds; a last rule without conditions catches the rest"
              .formatted(table, definition.getVersion()),
          Map.of("table", table));
    if (result.size() > 1)
      throw new StepRejected(
          "table-wrong",
          "table '%s' gave %d answers: hit policy UNIQUE, FIRST or ANY gives one"
              .formatted(table, result.size()),
          Map.of("table", table));
    return new Verdict(
        table,
        definition.getVersion(),
        capture.rules(),
        new LinkedHashMap<>(result.getFirst().getEntryMap()));
  }

  private DecisionDefinition find(String table, int version) {
    Optional<DecisionDefinition> found =
        version == 0
            ? latest.table(table)
            : Optional.ofNullable(
                repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(table)
                    .decisionDefinitionVersion(version)
                    .singleResult());
    return found.orElseThrow(() -> unknown(table, version));
  }

  private StepRejected unknown(String table, int version) {
    List<String> known =
        repository.createDecisionDefinitionQuery().latestVersion().list().stream()
            .map(DecisionDefinition::getKey)
            .sorted()
            .toList();
    return new StepRejected(
        "unknown-table",
        "no decision table '%s'%s is deployed; there are %s"
            .formatted(table, version == 0 ? "" : " of version " + version, known),
        Map.of("table", table));
  }

  /** A missing fact is there as null: a table that names it must not fail for that. */
  @SuppressWarnings({"NullAway", "unchecked"})
  private static Map<String, Object> values(Map<String, @Nullable Object> facts) {
    return (Map<String, Object>) (Map<String, ?>) facts;
  }

  /** Only what the table's own text can be about: the engine's messages may quote facts. */
  private static StepRejected wrong(String table, ProcessEngineException e) {
    String kind = e.getCause() == null ? "" : " (" + e.getCause().getClass().getSimpleName() + ")";
    return new StepRejected(
        "table-wrong",
        "table '%s' cannot be evaluated on these facts%s: check the types of its columns"
            .formatted(table, kind),
        Map.of("table", table));
  }
}
