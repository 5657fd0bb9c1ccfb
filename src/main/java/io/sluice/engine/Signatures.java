package io.sluice.engine;

import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** Reads what the events of deployed flows take in; a deployed flow never changes. */
final class Signatures {
  private final RepositoryService repository;
  private final Latest latest;
  private final Map<String, Signature> known = new ConcurrentHashMap<>();

  Signatures(RepositoryService repository, Latest latest) {
    this.repository = repository;
    this.latest = latest;
  }

  /**
   * @throws StepRejected {@code unknown-flow}
   */
  ProcessDefinition latest(String flow) {
    return latest.flow(flow).orElseThrow(() -> unknown(flow));
  }

  private StepRejected unknown(String flow) {
    List<String> flows =
        repository.createProcessDefinitionQuery().latestVersion().list().stream()
            .map(ProcessDefinition::getKey)
            .sorted()
            .toList();
    return new StepRejected(
        "unknown-flow",
        "no flow '%s' is deployed; there are %s".formatted(flow, flows),
        Map.of("flows", flows));
  }

  /** Of the event that begins a run by a call. */
  Signature start(ProcessDefinition flow) {
    return known.computeIfAbsent(
        flow.getId() + " start",
        id ->
            model(flow.getId()).getModelElementsByType(Process.class).stream()
                .filter(process -> flow.getKey().equals(process.getId()))
                .flatMap(process -> process.getChildElementsByType(StartEvent.class).stream())
                .filter(start -> start.getEventDefinitions().isEmpty())
                .findFirst()
                .map(Signatures::of)
                .orElse(new Signature("", List.of(), List.of())));
  }

  /** Of an event that waits. */
  Signature event(String definition, String element) {
    return known.computeIfAbsent(
        definition + " " + element,
        id ->
            model(definition).getModelElementById(element) instanceof FlowNode node
                ? of(node)
                : new Signature(element, List.of(), List.of()));
  }

  /** Whether some event of the flow takes in a message. */
  boolean waitsSomewhere(String definition, String message) {
    return model(definition).getModelElementsByType(MessageEventDefinition.class).stream()
        .map(MessageEventDefinition::getMessage)
        .anyMatch(named -> named != null && message.equals(named.getName()));
  }

  /** Whether an element is a compensation handler. */
  boolean compensates(String definition, String element) {
    return model(definition).getModelElementById(element) instanceof Activity activity
        && activity.isForCompensation();
  }

  private BpmnModelInstance model(String definition) {
    return repository.getBpmnModelInstance(definition);
  }

  private static Signature of(FlowNode event) {
    List<Signature.Parameter> inputs = new ArrayList<>();
    List<String> result = new ArrayList<>();
    for (CamundaProperty property : properties(event)) {
      String name = property.getCamundaName();
      if (name.startsWith(Signature.INPUT))
        inputs.add(
            Signature.parameter(
                name.substring(Signature.INPUT.length()), property.getCamundaValue()));
      else if (name.equals(Signature.RESULT))
        result.addAll(Signature.names(property.getCamundaValue()));
    }
    return new Signature(event.getId(), inputs, result);
  }

  private static List<CamundaProperty> properties(FlowNode event) {
    if (event.getExtensionElements() == null) return List.of();
    Collection<CamundaProperties> all =
        event.getExtensionElements().getChildElementsByType(CamundaProperties.class);
    return all.stream().flatMap(p -> p.getCamundaProperties().stream()).toList();
  }
}
