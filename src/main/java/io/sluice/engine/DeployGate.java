package io.sluice.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Refuses a flow that could run code or names a step that there is not. */
final class DeployGate extends AbstractBpmnParseListener {
  private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
  private static final Pattern HARMLESS = Pattern.compile("[^()\\[\\]]*");
  private static final Set<String> CODE = Set.of("scriptTask", "script", "connector");

  private final StepCatalog steps;

  DeployGate(StepCatalog steps) {
    this.steps = steps;
  }

  @Override
  public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
    List<String> findings = new ArrayList<>();
    walk(root, "definitions", findings);
    if (!findings.isEmpty())
      throw new ProcessEngineException("the flow is refused: " + String.join("; ", findings));
  }

  private void walk(Element element, String inside, List<String> findings) {
    String id = element.attribute("id") == null ? inside : element.attribute("id");
    if (CODE.contains(element.getTagName()))
      findings.add(at(id, element) + "scripts and connectors are not run; use a step");
    if (Xml.camunda(element, "class").isPresent() || element.attribute("class") != null)
      findings.add(at(id, element) + "classes are not run; use a step as ${step}");
    Xml.camunda(element, "delegateExpression").ifPresent(e -> checkStep(e, id, element, findings));
    for (String attribute : element.attributes()) {
      String value = element.attribute(attribute);
      if (value != null) checkExpressions(value, id, element, findings);
    }
    checkExpressions(element.getText(), id, element, findings);
    for (Element child : element.elements()) walk(child, id, findings);
  }

  private void checkStep(String named, String id, Element element, List<String> findings) {
    if (Xml.plain(named).flatMap(steps::find).isPresent()) return;
    List<String> known = steps.all().stream().map(BoundStep::name).toList();
    findings.add(at(id, element) + "no step " + named + "; there are " + known);
  }

  private static void checkExpressions(
      String text, String id, Element element, List<String> findings) {
    Matcher matcher = EXPRESSION.matcher(text);
    while (matcher.find())
      if (!HARMLESS.matcher(matcher.group(1)).matches())
        findings.add(
            at(id, element)
                + "expressions name variables, they call no methods: "
                + matcher.group());
  }

  private static String at(String id, Element element) {
    return "element '%s' (line %d): ".formatted(id, element.getLine());
  }
}
