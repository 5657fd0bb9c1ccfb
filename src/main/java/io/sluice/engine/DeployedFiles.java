package io.sluice.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.engine.gate.FlowFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares files with what is deployed under the same keys. */
final class DeployedFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RepositoryService repository;
  private final JdbcClient jdbc;

  DeployedFiles(RepositoryService repository, JdbcClient jdbc) {
    this.repository = repository;
    this.jdbc = jdbc;
  }

  /** Whether anything in it is new or other than the newest version of the same key. */
  boolean differs(FlowFile file) {
    List<String> keys = keys(file);
    return keys.isEmpty()
        || keys.stream()
            .anyMatch(
                key ->
                    newest(file, key)
                        .filter(known -> Arrays.equals(known, file.content()))
                        .isEmpty());
  }

  /** The keys of the flows, tables or the form in a file that has passed the gate. */
  List<String> keys(FlowFile file) {
    ByteArrayInputStream content = new ByteArrayInputStream(file.content());
    if (file.name().endsWith(".bpmn"))
      return Bpmn.readModelFromStream(content).getModelElementsByType(Process.class).stream()
          .map(Process::getId)
          .toList();
    if (file.name().endsWith(".dmn"))
      return Dmn.readModelFromStream(content).getModelElementsByType(Decision.class).stream()
          .map(Decision::getId)
          .toList();
    try {
      return List.of(JSON.readTree(file.content()).path("id").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("a form is no JSON", e);
    }
  }

  private Optional<byte[]> newest(FlowFile file, String key) {
    if (file.name().endsWith(".bpmn")) {
      ProcessDefinition flow =
          repository
              .createProcessDefinitionQuery()
              .processDefinitionKey(key)
              .latestVersion()
              .singleResult();
      return flow == null ? Optional.empty() : read(flow.getDeploymentId(), flow.getResourceName());
    }
    if (file.name().endsWith(".dmn")) {
      DecisionDefinition table =
          repository
              .createDecisionDefinitionQuery()
              .decisionDefinitionKey(key)
              .latestVersion()
              .singleResult();
      return table == null
          ? Optional.empty()
          : read(table.getDeploymentId(), table.getResourceName());
    }
    return form(key);
  }

  private record Place(String deployment, String resource) {}

  /** The engine has no query for forms. */
  private Optional<byte[]> form(String key) {
    return jdbc.sql(
            """
            select DEPLOYMENT_ID_ as deployment, RESOURCE_NAME_ as resource from ACT_RE_CAMFORMDEF
            where KEY_ = ? order by VERSION_ desc fetch first 1 rows only
            """)
        .param(key)
        .query(Place.class)
        .optional()
        .flatMap(place -> read(place.deployment(), place.resource()));
  }

  private Optional<byte[]> read(String deployment, String resource) {
    try (InputStream content = repository.getResourceAsStream(deployment, resource)) {
      return Optional.of(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a deployed file is not readable", e);
    }
  }
}
