package io.sluice.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An XML element with its line. */
final class Tag {
  static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

  final String namespace;
  final String name;
  final int line;
  final @Nullable Tag parent;

  /** By {@code {namespace}name}, or {@code name} without one. */
  final Map<String, String> attributes = new LinkedHashMap<>();

  final List<Tag> children = new ArrayList<>();
  final StringBuilder text = new StringBuilder();

  Tag(String namespace, String name, int line, @Nullable Tag parent) {
    this.namespace = namespace;
    this.name = name;
    this.line = line;
    this.parent = parent;
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  Optional<String> camunda(String attribute) {
    return attribute("{" + CAMUNDA + "}" + attribute);
  }

  /** Its own id, or that of the nearest element around it that has one. */
  String id() {
    for (Tag tag = this; tag != null; tag = tag.parent)
      if (tag.attributes.containsKey("id")) return tag.attributes.get("id");
    return "";
  }

  /** This element and everything in it. */
  Stream<Tag> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Tag::all));
  }

  Stream<Tag> all(String wanted) {
    return all().filter(tag -> tag.name.equals(wanted));
  }

  Stream<Tag> children(String wanted) {
    return children.stream().filter(tag -> tag.name.equals(wanted));
  }

  /** The parameters of its {@code camunda:inputOutput}, by kind. */
  Stream<Tag> parameters(String kind) {
    return children("extensionElements")
        .flatMap(e -> e.children("inputOutput"))
        .flatMap(io -> io.children(kind));
  }

  /** The value of an extension property. */
  Optional<String> property(String wanted) {
    return properties()
        .filter(p -> wanted.equals(p.attributes.get("name")))
        .flatMap(p -> p.attribute("value").stream())
        .findFirst();
  }

  Stream<Tag> properties() {
    return children("extensionElements")
        .flatMap(e -> e.children("properties"))
        .flatMap(p -> p.children("property"));
  }

  /** The step that it runs, as {@code ${step}} says. */
  Optional<String> step() {
    return camunda("delegateExpression")
        .map(String::strip)
        .filter(e -> e.matches("\\$\\{[a-zA-Z][a-zA-Z0-9]*}"))
        .map(e -> e.substring(2, e.length() - 1));
  }
}
