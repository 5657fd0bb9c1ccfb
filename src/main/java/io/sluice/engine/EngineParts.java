package io.sluice.engine;

import io.sluice.access.Role;
import io.sluice.engine.gate.Parts;
import io.sluice.step.Landscape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is deployed, and what the rest of Sluice has. */
final class EngineParts implements Parts {
  private final Supplier<RepositoryService> repository;
  private final JdbcClient jdbc;
  private final Supplier<@Nullable Landscape> landscape;

  EngineParts(
      Supplier<RepositoryService> repository,
      JdbcClient jdbc,
      Supplier<@Nullable Landscape> landscape) {
    this.repository = repository;
    this.jdbc = jdbc;
    this.landscape = landscape;
  }

  @Override
  public Map<String, Set<String>> flows() {
    Map<String, Set<String>> flows = new HashMap<>();
    for (ProcessDefinition flow :
        repository.get().createProcessDefinitionQuery().latestVersion().list())
      flows.put(flow.getKey(), calls(flow));
    return flows;
  }

  private Set<String> calls(ProcessDefinition flow) {
    return repository
        .get()
        .getBpmnModelInstance(flow.getId())
        .getModelElementsByType(CallActivity.class)
        .stream()
        .map(CallActivity::getCalledElement)
        .collect(Collectors.toSet());
  }

  /** The engine has no query for forms. */
  @Override
  public Set<String> forms() {
    return new HashSet<>(
        jdbc.sql("select distinct KEY_ from ACT_RE_CAMFORMDEF").query(String.class).list());
  }

  @Override
  public Optional<String> contractOf(String model) {
    Landscape known = landscape.get();
    return known == null ? Optional.empty() : known.contractOf(model);
  }

  @Override
  public Set<String> groups() {
    return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.toSet());
  }
}
