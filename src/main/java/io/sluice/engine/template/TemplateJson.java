package io.sluice.engine.template;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An element template of the Camunda 7 platform as it is put together. */
final class TemplateJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCHEMA =
      "https://unpkg.com/@camunda/element-templates-json-schema@0.22.1/resources/schema.json";
  private static final String ICON =
      "<svg xmlns='http://www.w3.org/2000/svg' width='18' height='18' viewBox='0 0 18 18'><path"
          + " fill='none' stroke='#1f6feb' stroke-width='2' d='M2 3v12M16 3v12M2 9h4l3 3"
          + " 3-3h4'/></svg>";

  private final ObjectNode root = JSON.createObjectNode();
  private final ArrayNode groups;
  private final ArrayNode properties;

  TemplateJson(String id, String name, String element, String description) {
    root.put("$schema", SCHEMA);
    root.put("name", name);
    root.put("id", id);
    root.put("version", 1);
    root.put("description", description);
    root.putArray("appliesTo").add(element.equals("bpmn:CallActivity") ? element : "bpmn:Task");
    root.putObject("elementType").put("value", element);
    String icon = Base64.getEncoder().encodeToString(ICON.getBytes(StandardCharsets.UTF_8));
    root.putObject("icon").put("contents", "data:image/svg+xml;base64," + icon);
    // Inputs and outputs that only a table or a form knows are added by hand.
    root.put("entriesVisible", true);
    groups = root.putArray("groups");
    properties = root.putArray("properties");
  }

  TemplateJson group(String id, String label) {
    groups.addObject().put("id", id).put("label", label);
    return this;
  }

  ObjectNode property(String label, String group, @Nullable String value) {
    ObjectNode property = properties.addObject().put("label", label).put("group", group);
    property.put("type", "String");
    if (value != null) property.put("value", value);
    return property;
  }

  ObjectNode binding(ObjectNode property, String type) {
    return property.putObject("binding").put("type", type);
  }

  /** Something that the modeler neither sees nor changes. */
  void fixed(String type, String name, String value) {
    ObjectNode property = properties.addObject().put("type", "Hidden").put("value", value);
    property.putObject("binding").put("type", type).put("name", name);
  }

  ObjectNode json() {
    return root;
  }
}
