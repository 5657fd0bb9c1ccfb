package io.sluice.engine;

import io.sluice.engine.gate.Finding;
import io.sluice.engine.gate.FlowDiff;
import io.sluice.engine.gate.FlowFile;
import io.sluice.engine.gate.Gate;
import io.sluice.step.StepRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/** The flows that the engine has. */
final class EngineFlowVersions implements FlowVersions {
  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final DeployedFiles deployed;
  private final Migrations migrations;
  private final Gate gate;

  EngineFlowVersions(
      RepositoryService repository,
      RuntimeService runtime,
      DeployedFiles deployed,
      Migrations migrations,
      Gate gate) {
    this.repository = repository;
    this.runtime = runtime;
    this.deployed = deployed;
    this.migrations = migrations;
    this.gate = gate;
  }

  @Override
  public List<Version> latest() {
    return repository
        .createProcessDefinitionQuery()
        .latestVersion()
        .orderByProcessDefinitionKey()
        .asc()
        .list()
        .stream()
        .map(this::version)
        .toList();
  }

  @Override
  public List<Version> of(String flow) {
    List<Version> versions =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(flow)
            .orderByProcessDefinitionVersion()
            .desc()
            .list()
            .stream()
            .map(this::version)
            .toList();
    if (versions.isEmpty())
      throw new StepRejected("unknown-flow", "no flow '%s' is deployed".formatted(flow));
    return versions;
  }

  private Version version(ProcessDefinition flow) {
    Deployment deployment =
        repository.createDeploymentQuery().deploymentId(flow.getDeploymentId()).singleResult();
    long running =
        runtime.createProcessInstanceQuery().processDefinitionId(flow.getId()).active().count();
    return new Version(
        flow.getKey(),
        flow.getVersion(),
        flow.getName() == null ? flow.getKey() : flow.getName(),
        deployment == null ? null : deployment.getDeploymentTime().toInstant(),
        by(deployment),
        running,
        sha256(content(flow)));
  }

  private static String by(@Nullable Deployment deployment) {
    if (deployment == null || deployment.getSource() == null) return "";
    return deployment.getSource().equals(FlowFolder.SOURCE) ? "processes/" : deployment.getSource();
  }

  @Override
  public byte[] content(String flow, int version) {
    return content(find(flow, version));
  }

  private byte[] content(ProcessDefinition flow) {
    try (InputStream model = repository.getProcessModel(flow.getId())) {
      return model.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a deployed flow is not readable", e);
    }
  }

  private ProcessDefinition find(String flow, int version) {
    ProcessDefinition found =
        repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(flow)
            .processDefinitionVersion(version)
            .singleResult();
    if (found != null) return found;
    List<Integer> versions = of(flow).stream().map(Version::version).toList();
    throw new StepRejected(
        "unknown-version",
        "flow '%s' has no version %d; there are %s".formatted(flow, version, versions),
        Map.of("versions", versions));
  }

  @Override
  public List<Finding> judge(List<FlowFile> files) {
    return gate.judge(files);
  }

  @Override
  public Deployed deploy(List<FlowFile> files, String user) {
    List<Finding> findings = gate.judge(files);
    if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR))
      throw refused(findings);
    List<FlowFile> changed = files.stream().filter(deployed::differs).toList();
    if (!changed.isEmpty()) deployChanged(changed, user);
    List<String> keys = files.stream().flatMap(file -> deployed.keys(file).stream()).toList();
    return new Deployed(
        latest().stream().filter(version -> keys.contains(version.flow())).toList(),
        changed.stream().map(FlowFile::name).toList(),
        findings);
  }

  private void deployChanged(List<FlowFile> changed, String user) {
    DeploymentBuilder deployment = repository.createDeployment().name("bundle").source(user);
    for (FlowFile file : changed)
      deployment.addInputStream(file.name(), new ByteArrayInputStream(file.content()));
    try {
      deployment.deploy();
    } catch (FlowRefused e) {
      throw refused(e.findings());
    } catch (ProcessEngineException e) {
      throw new StepRejected(
          "flow-refused",
          "the engine refuses the bundle: " + first(e),
          Map.of("findings", List.of()));
    }
  }

  private static String first(ProcessEngineException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").replaceFirst("^ENGINE-\\d+ ", "");
  }

  private static StepRejected refused(List<Finding> findings) {
    List<Finding> errors =
        findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
    return new StepRejected(
        "flow-refused",
        "%d error%s; the first: %s"
            .formatted(errors.size(), errors.size() == 1 ? "" : "s", errors.getFirst().text()),
        Map.of("findings", findings));
  }

  @Override
  public Difference difference(String flow, int from, int to) {
    FlowDiff.Difference found = FlowDiff.of(content(flow, from), content(flow, to));
    return new Difference(found.added(), found.removed(), found.changed());
  }

  @Override
  public Deployed rollback(String flow, int version, String user) {
    ProcessDefinition found = find(flow, version);
    return deploy(List.of(new FlowFile(found.getResourceName(), content(found))), user);
  }

  @Override
  public Migration migrate(String flow, int from, int to, boolean trial, String user) {
    return migrations.move(find(flow, from), find(flow, to), trial, user);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
