package io.sluice.engine.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.step.Default;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Landscape;
import io.sluice.step.Spread;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** The element template of one step, from its records. */
final class StepTemplate {
  private static final String WAIVER = "compensation-waiver";

  private final StepInfo info;
  private final RecordComponent[] inputs;
  private final RecordComponent[] outputs;
  private final @Nullable Landscape landscape;

  /**
   * @param landscape whose models and connectors become choices; null for a template that is to fit
   *     everywhere
   */
  StepTemplate(Class<?> step, @Nullable Landscape landscape) {
    StepInfo found = step.getAnnotation(StepInfo.class);
    if (found == null) throw new IllegalArgumentException(step + " needs @StepInfo");
    ResolvableType contract = ResolvableType.forClass(step).as(Step.class);
    this.info = found;
    this.inputs = contract.getGeneric(0).toClass().getRecordComponents();
    this.outputs = contract.getGeneric(1).toClass().getRecordComponents();
    this.landscape = landscape;
  }

  ObjectNode json() {
    TemplateJson template =
        new TemplateJson(
            "io.sluice." + info.name(), info.title(), "bpmn:ServiceTask", description());
    template.group("input", "Input").group("output", "Output").group("effect", "Effect");
    template.fixed("property", "camunda:delegateExpression", "${" + info.name() + "}");
    for (RecordComponent input : inputs)
      if (input.getType() != StepCall.class) input(template, input);
    deadline(template);
    for (RecordComponent output : outputs) if (!spread(output)) output(template, output);
    if (info.effect() == Effect.EXTERNAL) waiver(template);
    return template.json();
  }

  private String description() {
    String effect =
        switch (info.effect()) {
          case PURE -> "Runs in the transaction that it stands in.";
          case READING -> "Reaches outside: it gets a transaction of its own and is repeated.";
          case EXTERNAL ->
              "Changes something outside: it gets a transaction of its own, is repeated, and wants"
                  + " a compensation handler"
                  + (info.undo().isEmpty() ? "." : " with the step '" + info.undo() + "'.");
        };
    return effect + " At most " + info.deadline() + " a try.";
  }

  private void input(TemplateJson template, RecordComponent input) {
    ObjectNode property = template.property(label(input), "input", otherwise(input));
    template.binding(property, "camunda:inputParameter").put("name", input.getName());
    List<String> choices = choices(input);
    if (!choices.isEmpty()) choose(property, choices, input);
    if (required(input)) property.putObject("constraints").put("notEmpty", true);
  }

  private void deadline(TemplateJson template) {
    ObjectNode property =
        template.property("Deadline, at most " + info.deadline(), "input", info.deadline());
    template.binding(property, "camunda:inputParameter").put("name", "deadline");
  }

  /** What stands there at first: a variable of the same name, or nothing at all. */
  private static String otherwise(RecordComponent input) {
    Default standard = input.getAnnotation(Default.class);
    if (standard != null) return standard.value().equals("{}") ? "${null}" : standard.value();
    return required(input) ? "${" + input.getName() + "}" : "${null}";
  }

  private static boolean required(RecordComponent input) {
    AnnotatedElement type = input.getAnnotatedType();
    return !input.isAnnotationPresent(Default.class)
        && !type.isAnnotationPresent(Nullable.class)
        && input.getType() != Optional.class;
  }

  private static String label(RecordComponent component) {
    Label label = component.getAnnotation(Label.class);
    return label == null ? component.getName() : label.value();
  }

  private List<String> choices(RecordComponent input) {
    Object[] constants = input.getType().getEnumConstants();
    if (constants != null)
      return Arrays.stream(constants).map(c -> c.toString().toLowerCase(Locale.ROOT)).toList();
    if (input.getType() == boolean.class) return List.of("true", "false");
    if (landscape == null) return List.of();
    return switch (input.getName()) {
      case "model" -> landscape.models();
      case "source" -> landscape.lookups();
      case "target" -> landscape.targets();
      case "contract" -> landscape.contracts();
      default -> List.of();
    };
  }

  private static void choose(ObjectNode property, List<String> choices, RecordComponent input) {
    property.put("type", "Dropdown");
    ArrayNode list = property.putArray("choices");
    String standard = property.path("value").asText();
    for (String choice : choices) list.addObject().put("name", choice).put("value", choice);
    if (!choices.contains(standard))
      list.addObject()
          .put("name", standard.equals("${null}") ? "none" : "variable " + input.getName())
          .put("value", standard);
  }

  /** Entries of a spread output have names that only its table knows. */
  private static boolean spread(RecordComponent output) {
    return output.isAnnotationPresent(Spread.class);
  }

  private static void output(TemplateJson template, RecordComponent output) {
    ObjectNode property =
        template.property("Variable for " + output.getName(), "output", output.getName());
    template
        .binding(property, "camunda:outputParameter")
        .put("source", "${" + output.getName() + "}");
  }

  private static void waiver(TemplateJson template) {
    ObjectNode property = template.property("Why it needs no compensation", "effect", null);
    property.put("optional", true);
    template.binding(property, "camunda:property").put("name", WAIVER);
  }
}
