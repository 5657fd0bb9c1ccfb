package io.sluice.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.house.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A flow drawn as a modeler draws it: elements that a template is applied to, with values typed
 * into its fields, one after another.
 */
public final class Drawn {
  private final String id;
  private final StringBuilder body = new StringBuilder();
  private final List<String> nodes = new ArrayList<>();

  public Drawn(String id, String startProperties) {
    this.id = id;
    nodes.add("start");
    body.append("<startEvent id='start'>")
        .append(properties(startProperties))
        .append("</startEvent>");
  }

  private static String properties(String properties) {
    return properties.isEmpty()
        ? ""
        : "<extensionElements><camunda:properties>"
            + properties
            + "</camunda:properties></extensionElements>";
  }

  public static String property(String name, String value) {
    return "<camunda:property name='%s' value='%s'/>".formatted(name, value);
  }

  /**
   * @param values by the name of what a field is bound to; other fields keep the template's
   * @param outputs that were added by hand
   */
  public Drawn element(
      String element, String template, Map<String, String> values, Map<String, String> outputs) {
    JsonNode found =
        Templates.all().stream()
            .filter(t -> t.path("id").asText().equals("io.sluice." + template))
            .findFirst()
            .orElseThrow();
    StringBuilder attributes = new StringBuilder();
    StringBuilder properties = new StringBuilder();
    StringBuilder parameters = new StringBuilder();
    StringBuilder mappings = new StringBuilder();
    for (JsonNode property : found.path("properties")) {
      JsonNode binding = property.path("binding");
      String name =
          binding
              .path("name")
              .asText(binding.path("target").asText(binding.path("source").asText()));
      String value = values.getOrDefault(name, property.path("value").asText());
      if (value.isEmpty()) continue;
      switch (binding.path("type").asText()) {
        case "property" -> attributes.append(" %s='%s'".formatted(name, value));
        case "camunda:property" -> properties.append(property(name, value));
        case "camunda:inputParameter" ->
            parameters.append(
                "<camunda:inputParameter name='%s'>%s</camunda:inputParameter>"
                    .formatted(name, value));
        case "camunda:outputParameter" ->
            parameters.append(
                "<camunda:outputParameter name='%s'>%s</camunda:outputParameter>"
                    .formatted(value, name));
        case "camunda:in" ->
            mappings.append(
                "<camunda:in %s='%s' target='%s'/>"
                    .formatted(
                        binding.path("expression").asBoolean() ? "sourceExpression" : "source",
                        value,
                        name));
        case "camunda:out" ->
            mappings.append("<camunda:out source='%s' target='%s'/>".formatted(name, value));
        default -> throw new IllegalStateException("unknown binding " + binding);
      }
    }
    outputs.forEach(
        (name, value) ->
            parameters.append(
                "<camunda:outputParameter name='%s'>%s</camunda:outputParameter>"
                    .formatted(name, value)));
    String type = found.at("/elementType/value").asText().replace("bpmn:", "");
    type = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    body.append("<%s id='%s'%s><extensionElements>".formatted(type, element, attributes));
    if (!properties.isEmpty())
      body.append("<camunda:properties>").append(properties).append("</camunda:properties>");
    if (!parameters.isEmpty())
      body.append("<camunda:inputOutput>").append(parameters).append("</camunda:inputOutput>");
    body.append(mappings).append("</extensionElements></").append(type).append('>');
    nodes.add(element);
    return this;
  }

  public String bpmn() {
    List<String> all = new ArrayList<>(nodes);
    all.add("end");
    StringBuilder flow = new StringBuilder(body).append("<endEvent id='end'/>");
    for (int i = 1; i < all.size(); i++)
      flow.append(
          "<sequenceFlow id='f%d' sourceRef='%s' targetRef='%s'/>"
              .formatted(i, all.get(i - 1), all.get(i)));
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
      <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
    </definitions>\
    """
        .formatted(id, flow);
  }
}
