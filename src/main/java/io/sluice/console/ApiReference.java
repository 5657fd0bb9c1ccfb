package io.sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The OpenAPI document as a page shows it.
 *
 * @param groups by title
 */
record ApiReference(List<Group> groups) {

  /** Addresses that belong together. */
  public record Group(String title, List<Entry> entries) {
    /** For links within the page. */
    public String id() {
      return title.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that can be asked.
   *
   * @param example of a body; empty when there is none
   */
  public record Entry(
      String method,
      String path,
      String summary,
      String description,
      List<Parameter> parameters,
      String example) {}

  /**
   * @param place path, query, header or body
   */
  public record Parameter(String name, String place, boolean required, String type) {}

  static ApiReference of(JsonNode document) {
    Map<String, List<Entry>> groups = new TreeMap<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        operation ->
                            groups
                                .computeIfAbsent(
                                    operation.getValue().at("/tags/0").asText("Other"),
                                    t -> new ArrayList<>())
                                .add(entry(path.getKey(), operation, document))));
    return new ApiReference(
        groups.entrySet().stream().map(g -> new Group(g.getKey(), g.getValue())).toList());
  }

  private static Entry entry(
      String path, Map.Entry<String, JsonNode> operation, JsonNode document) {
    JsonNode said = operation.getValue();
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode parameter : said.path("parameters"))
      parameters.add(
          new Parameter(
              parameter.path("name").asText(),
              parameter.path("in").asText(),
              parameter.path("required").asBoolean(),
              type(parameter.path("schema"))));
    JsonNode content = said.at("/requestBody/content");
    content.forEach(body -> fields(body.path("schema"), document, parameters));
    return new Entry(
        operation.getKey().toUpperCase(Locale.ROOT),
        path,
        said.path("summary").asText(),
        said.path("description").asText(""),
        parameters,
        example(content));
  }

  /** The fields of a body, as far as they are named. */
  private static void fields(JsonNode schema, JsonNode document, List<Parameter> parameters) {
    String reference = schema.path("$ref").asText("");
    JsonNode resolved = reference.isEmpty() ? schema : document.at(reference.substring(1));
    resolved
        .path("properties")
        .fields()
        .forEachRemaining(
            field -> {
              boolean required = false;
              for (JsonNode name : resolved.path("required"))
                required |= name.asText().equals(field.getKey());
              parameters.add(
                  new Parameter(field.getKey(), "body", required, type(field.getValue())));
            });
  }

  private static String type(JsonNode schema) {
    if (schema.path("format").asText().equals("binary")) return "file";
    return schema.path("type").asText("object");
  }

  private static String example(JsonNode content) {
    for (JsonNode body : content) {
      JsonNode example = body.path("example");
      if (!example.isMissingNode())
        return example.isTextual() ? example.asText() : example.toString();
    }
    return "";
  }
}
