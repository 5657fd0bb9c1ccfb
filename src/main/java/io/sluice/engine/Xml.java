package io.sluice.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** What the engine's XML elements say. */
final class Xml {
  private static final Pattern STEP = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9]*)}");

  private Xml() {}

  static Optional<String> camunda(Element element, String attribute) {
    return Optional.ofNullable(
        element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, attribute));
  }

  /** The step that a task names. */
  static Optional<String> stepOf(Element element) {
    return camunda(element, "delegateExpression").flatMap(Xml::plain);
  }

  static Optional<String> plain(String expression) {
    Matcher matcher = STEP.matcher(expression.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The value of an extension property. */
  static Optional<String> property(Element element, String name) {
    Element extensions = element.element("extensionElements");
    if (extensions == null) return Optional.empty();
    return extensions.elements().stream()
        .filter(e -> e.getTagName().equals("properties"))
        .flatMap(e -> e.elements().stream())
        .filter(e -> name.equals(e.attribute("name")))
        .map(e -> e.attribute("value"))
        .findFirst();
  }
}
