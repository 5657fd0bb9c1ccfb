package io.sluice.engine.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.step.Landscape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The element templates of everything that a modeler can draw with. */
public final class StepTemplates {
  private static final List<String> SCORED =
      List.of("valid", "score", "band", "reasons", "modelVersion", "modelRole", "bandVerdict");

  private StepTemplates() {}

  /**
   * In the order of their ids.
   *
   * @param steps classes with {@link io.sluice.step.StepInfo}
   * @param landscape whose models and connectors become choices; null for templates that are to fit
   *     everywhere
   */
  public static List<ObjectNode> of(Collection<Class<?>> steps, @Nullable Landscape landscape) {
    List<ObjectNode> all = new ArrayList<>();
    for (Class<?> step : steps) all.add(new StepTemplate(step, landscape).json());
    all.add(approval());
    all.add(scoreCase(landscape));
    all.add(scoreLadder(landscape));
    all.sort(Comparator.comparing(template -> template.path("id").asText()));
    return all;
  }

  /** A person decides, with a reason; what the engine does thereby is told in HumanTask. */
  private static ObjectNode approval() {
    TemplateJson template =
        new TemplateJson(
            "io.sluice.approval",
            "Ask a person",
            "bpmn:UserTask",
            "Shows the record masked and the reasons in words, and keeps the answer with who, when"
                + " and why. The answer is in the variable 'answer'. Attach a timer: silence never"
                + " approves.");
    template.group("people", "People").group("question", "Question");
    template.fixed("property", "camunda:formRefBinding", "latest");
    text(template, "Form", "question", "human-approval", "property", "camunda:formRef");
    text(
        template,
        "Group that is asked",
        "people",
        "approver",
        "property",
        "camunda:candidateGroups");
    text(template, "Due after", "people", "PT24H", "property", "camunda:dueDate");
    text(
        template,
        "Variable with the recommendation",
        "question",
        "recommendation",
        "camunda:property",
        "approval:recommendation");
    text(
        template,
        "Variable with the record",
        "question",
        "valid",
        "camunda:property",
        "approval:record");
    ObjectNode four = template.property("Variable with who may not answer", "people", "requester");
    four.put("optional", true);
    template.binding(four, "camunda:property").put("name", "four-eyes");
    return template.json();
  }

  private static void text(
      TemplateJson template, String label, String group, String value, String type, String name) {
    ObjectNode property = template.property(label, group, value);
    property.putObject("constraints").put("notEmpty", true);
    template.binding(property, type).put("name", name);
  }

  private static ObjectNode scoreCase(@Nullable Landscape landscape) {
    TemplateJson template =
        new TemplateJson(
            "io.sluice.score-case",
            "Score a case",
            "bpmn:CallActivity",
            "Checks one record against its contract, scores it with reasons and finds the band, in"
                + " the transaction that it stands in. What is refused comes back as a BPMN"
                + " error.");
    scoring(template, "score-case", landscape);
    outputs(template, SCORED);
    return template.json();
  }

  private static ObjectNode scoreLadder(@Nullable Landscape landscape) {
    TemplateJson template =
        new TemplateJson(
            "io.sluice.score-ladder",
            "Score a case with fallbacks",
            "bpmn:CallActivity",
            "Finds the band of one record by the champion; when that is unavailable or refuses, by"
                + " the version before it, then by a scorecard, then by a person. The rung that"
                + " decided is in the variable 'rung': keep it with the decision. A record that"
                + " breaks its contract comes back as a BPMN error.");
    scoring(template, "score-ladder", landscape);
    in(template, "Scorecard", "scorecard", "scorecard", true);
    in(template, "Deadline of each model", "PT2S", "deadline", true);
    in(template, "Variable with who may not answer", "requester", "requester", false);
    outputs(template, SCORED);
    outputs(template, List.of("rung", "scorecardVerdict"));
    return template.json();
  }

  /** What every flow takes that scores one record. */
  private static void scoring(TemplateJson template, String flow, @Nullable Landscape landscape) {
    template.group("input", "Input").group("output", "Output");
    template.fixed("property", "calledElement", flow);
    in(template, "Variable with the record", "record", "record", false);
    ObjectNode model = in(template, "Model", "credit-risk", "model", true);
    if (landscape != null && !landscape.models().isEmpty()) {
      model.put("type", "Dropdown");
      ArrayNode choices = model.putArray("choices");
      for (String name : landscape.models())
        choices.addObject().put("name", name).put("value", name);
      model.put("value", landscape.models().getFirst());
    }
    in(template, "Version", "champion", "version", true);
    in(template, "Table of bands", "score-bands", "bands", true);
    in(template, "Reason codes", "4", "reasons", true);
  }

  private static void outputs(TemplateJson template, List<String> outputs) {
    for (String output : outputs) {
      ObjectNode property = template.property("Variable for " + output, "output", output);
      template.binding(property, "camunda:out").put("source", output);
    }
  }

  private static ObjectNode in(
      TemplateJson template, String label, String value, String target, boolean expression) {
    ObjectNode property = template.property(label, "input", value);
    ObjectNode binding = template.binding(property, "camunda:in").put("target", target);
    if (expression) binding.put("expression", true);
    property.putObject("constraints").put("notEmpty", true);
    return property;
  }
}
