package io.sluice.engine.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Set;

/** Forms are what the Tasklist can show, and bring no pages or scripts of their own. */
final class FormRules {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NEWEST = 16;
  private static final Set<String> SHOWN =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "datetime",
          "expression",
          "checkbox",
          "checklist",
          "radio",
          "select",
          "taglist",
          "text",
          "spacer",
          "separator",
          "group",
          "dynamiclist",
          "columns",
          "table",
          "button",
          "image",
          "default");

  /** The form's id; empty when it cannot be read. */
  String check(byte[] content, Findings findings) {
    try {
      JsonNode form = JSON.readTree(content);
      if (!form.isObject() || form.path("id").asText().isBlank()) {
        findings.error("form-broken", 0, "it is no form with an id", "save it from the Modeler");
        return "";
      }
      if (form.path("schemaVersion").asInt() > NEWEST)
        findings.error(
            "form-version",
            0,
            "the Tasklist shows forms up to schemaVersion " + NEWEST,
            "save it for Camunda Platform 7.24");
      walk(form, findings);
      return form.path("id").asText();
    } catch (JsonProcessingException e) {
      findings.error(
          "form-broken",
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          "it is no JSON",
          "save it from the Modeler");
    } catch (IOException e) {
      findings.error("form-broken", 0, "it is not readable", "save it from the Modeler");
    }
    return "";
  }

  private static void walk(JsonNode node, Findings findings) {
    for (JsonNode component : node.path("components")) {
      String type = component.path("type").asText();
      if (!SHOWN.contains(type))
        findings.error(
            "form-component",
            0,
            "component '%s' is of type '%s'".formatted(component.path("id").asText(), type),
            "one of " + SHOWN.stream().sorted().toList());
      String source = component.path("source").asText();
      if (type.equals("image") && !source.startsWith("/") && !source.startsWith("data:image/"))
        findings.error("form-outside", 0, "an image comes from outside", "a path on this server");
      walk(component, findings);
    }
  }
}
