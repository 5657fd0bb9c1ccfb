package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CompensateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Deploys the files of a flow test, cleans between tests, and counts the nodes at the end. */
public final class Coverage implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    ApplicationContext world = SpringExtension.getApplicationContext(context);
    world.getBean(Outside.class).reset();
    RepositoryService repository = world.getBean(ProcessEngine.class).getRepositoryService();
    if (repository.createDeploymentQuery().count() == 0) deploy(repository, told(context));
  }

  /** By the same gate as any deployment. */
  private static void deploy(RepositoryService repository, FlowTest told) throws IOException {
    DeploymentBuilder deployment = repository.createDeployment().name("kit");
    for (String file : told.files())
      deployment.addString(file, Files.readString(Path.of("processes", file)));
    deployment.deploy();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    SpringExtension.getApplicationContext(context).getBean(FlowKit.class).clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ApplicationContext world = SpringExtension.getApplicationContext(context);
    ProcessEngine engine = world.getBean(ProcessEngine.class);
    Set<String> missed = new TreeSet<>();
    for (String flow : told(context).covers())
      missed.addAll(missed(engine, world.getBean(Trace.class), flow));
    assertThat(missed).as("nodes that no test entered").isEmpty();
  }

  /** Nodes of a flow that no run entered. */
  public static Set<String> missed(ProcessEngine engine, Trace trace, String flow) {
    String definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(flow)
            .latestVersion()
            .singleResult()
            .getId();
    Set<String> nodes = new TreeSet<>();
    engine
        .getRepositoryService()
        .getBpmnModelInstance(definition)
        .getModelElementsByType(FlowNode.class)
        .forEach(node -> add(node, nodes));
    trace.of(definition).forEach(nodes::remove);
    return nodes;
  }

  /** The engine never enters the events that compensation hangs on. */
  private static void add(FlowNode node, Set<String> nodes) {
    boolean hook =
        node instanceof BoundaryEvent event
            && event.getEventDefinitions().stream()
                .anyMatch(CompensateEventDefinition.class::isInstance);
    if (!hook) nodes.add(node.getId());
  }

  private static FlowTest told(ExtensionContext context) {
    return context.getRequiredTestClass().getAnnotation(FlowTest.class);
  }
}
