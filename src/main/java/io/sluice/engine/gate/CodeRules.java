package io.sluice.engine.gate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nothing that could run code gets in. */
final class CodeRules {
  private static final Set<String> SCRIPTS = Set.of("scriptTask", "script", "connector");
  private static final Set<String> LISTENERS = Set.of("executionListener", "taskListener");
  private static final String USE_A_STEP = "use a step as ${step}";

  private final Map<String, StepShape> steps;

  CodeRules(Map<String, StepShape> steps) {
    this.steps = steps;
  }

  void check(Tag root, Findings findings) {
    root.all().forEach(tag -> element(tag, findings));
  }

  private void element(Tag tag, Findings findings) {
    if (tag.name.equals("documentation")) return;
    if (SCRIPTS.contains(tag.name))
      findings.error("code", tag, "scripts and connectors are not run", USE_A_STEP);
    if (tag.camunda("class").isPresent() || tag.attribute("class").isPresent())
      findings.error("code", tag, "classes are not run", USE_A_STEP);
    if (tag.camunda("type").isPresent())
      findings.error(
          "code",
          tag,
          "tasks of type '%s' are not run".formatted(tag.camunda("type").get()),
          USE_A_STEP);
    if (tag.camunda("resource").isPresent() || tag.attribute("scriptFormat").isPresent())
      findings.error("code", tag, "scripts are not run", USE_A_STEP);
    if (LISTENERS.contains(tag.name))
      findings.error(
          "listener", tag, "listeners are not run", "draw a step where something is to happen");
    if (tag.camunda("expression").isPresent())
      findings.error("code", tag, "a task that evaluates an expression does nothing", USE_A_STEP);
    language(tag, findings);
    named(tag, findings);
    expressions(tag, findings);
  }

  private static void language(Tag tag, Findings findings) {
    if (tag.name.endsWith("xpression") && tag.attribute("language").isPresent())
      findings.error(
          "code", tag, "conditions are not written in another language", "leave 'language' out");
  }

  private void named(Tag tag, Findings findings) {
    Optional<String> named = tag.camunda("delegateExpression");
    if (named.isEmpty()) {
      if (tag.name.equals("serviceTask")
          || tag.name.equals("sendTask")
          || tag.name.equals("businessRuleTask"))
        findings.error("unknown-step", tag, "it names no step", known());
      return;
    }
    if (tag.step().map(steps::containsKey).orElse(false)) {
      if (!tag.name.equals("serviceTask"))
        findings.error(
            "unknown-step", tag, "only a service task runs a step", "make it a service task");
      return;
    }
    findings.error("unknown-step", tag, "there is no step '%s'".formatted(named.get()), known());
  }

  private String known() {
    return "there are " + steps.keySet();
  }

  private static void expressions(Tag tag, Findings findings) {
    tag.attributes.values().forEach(value -> expression(value, tag, findings));
    expression(tag.text.toString(), tag, findings);
  }

  private static void expression(String text, Tag tag, Findings findings) {
    Expressions.harmful(text)
        .ifPresent(
            bad ->
                findings.error(
                    "expression",
                    tag,
                    "the expression %s does more than compare and compute".formatted(cut(bad)),
                    "name variables, compare and compute: no methods, no brackets, no points"));
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
