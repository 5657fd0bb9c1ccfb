package io.sluice.engine;

import io.sluice.data.ConfigFolder;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deploys what lies in {@code processes/}, at the start and whenever it changes. */
final class FlowFolder {
  /** How the engine is told where a deployment comes from. */
  static final String SOURCE = "folder";

  private static final Logger LOG = LoggerFactory.getLogger(FlowFolder.class);
  private static final List<String> KINDS = List.of(".bpmn", ".dmn", ".form");

  private final ConfigFolder folder;
  private final RepositoryService repository;
  private int last;

  FlowFolder(ConfigFolder folder, RepositoryService repository) {
    this.folder = folder;
    this.repository = repository;
  }

  /**
   * Deploys the files when any of them changed.
   *
   * @throws ProcessEngineException when the engine refuses one of them; then none is deployed and
   *     the flows deployed before go on
   */
  synchronized void deploy() {
    List<ConfigFolder.Entry> files = new ArrayList<>();
    for (String kind : KINDS) files.addAll(folder.list("processes", kind));
    int state = files.stream().map(f -> f.name() + f.text()).toList().hashCode();
    if (state == last || files.isEmpty()) return;
    last = state;
    DeploymentBuilder deployment =
        repository
            .createDeployment()
            .name("processes")
            .source(SOURCE)
            .enableDuplicateFiltering(true);
    for (ConfigFolder.Entry file : files)
      deployment.addInputStream(file.name(), new ByteArrayInputStream(file.content()));
    int deployed = definitions(deployment.deployWithResult().getDeployedProcessDefinitions());
    LOG.info("processes/ holds {} files, {} flows are new or changed", files.size(), deployed);
  }

  /** Looks again, as a running system does; what is wrong is logged and the old flows stay. */
  void look() {
    try {
      deploy();
    } catch (ProcessEngineException e) {
      LOG.error("processes/ was changed but is not deployed: {}", e.getMessage());
    }
  }

  private static int definitions(@org.jspecify.annotations.Nullable List<?> deployed) {
    return deployed == null ? 0 : deployed.size();
  }
}
