package io.sluice.engine;

import io.sluice.engine.gate.Finding;
import io.sluice.engine.gate.FlowFile;
import io.sluice.engine.gate.Gate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds every deployment against the gate, whichever face it comes from. */
final class GateDeployer implements Deployer {
  private static final Logger LOG = LoggerFactory.getLogger(GateDeployer.class);

  private final Gate gate;

  private final Latest latest;

  GateDeployer(Gate gate, Latest latest) {
    this.gate = gate;
    this.latest = latest;
  }

  /**
   * @throws FlowRefused when a file has an error; then none of the deployment is there
   */
  @Override
  public void deploy(DeploymentEntity deployment) {
    if (!deployment.isNew()) return;
    Map<String, ResourceEntity> resources = deployment.getResources();
    List<Finding> findings =
        gate.judge(
            resources.values().stream()
                .map(resource -> new FlowFile(name(resource), resource.getBytes()))
                .toList());
    for (Finding finding : findings)
      if (finding.severity() == Finding.Severity.WARNING) LOG.debug("{}", finding.text());
    if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR))
      throw new FlowRefused(findings);
    latest.forgetAfterCommit();
  }

  /** The engine takes the long names for the same kinds. */
  private static String name(ResourceEntity resource) {
    return resource
        .getName()
        .replaceAll("\\.bpmn20\\.xml$", ".bpmn")
        .replaceAll("\\.dmn11\\.xml$", ".dmn");
  }
}
