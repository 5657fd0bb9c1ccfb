package io.sluice.engine.gate;

import io.sluice.data.Nearest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Each step gets what it needs, and what it does outside can be taken back. */
final class StepRules {
  static final String WAIVER = "compensation-waiver";

  private final Map<String, StepShape> steps;
  private final Parts parts;

  StepRules(Map<String, StepShape> steps, Parts parts) {
    this.steps = steps;
    this.parts = parts;
  }

  void check(Tag root, Findings findings) {
    Set<String> compensated = compensated(root);
    root.all("serviceTask")
        .forEach(
            task ->
                task.step()
                    .map(steps::get)
                    .ifPresent(step -> check(task, step, compensated, findings)));
    models(root, findings);
  }

  private void check(Tag task, StepShape step, Set<String> compensated, Findings findings) {
    Map<String, Tag> given = new HashMap<>();
    task.parameters("inputParameter")
        .forEach(p -> given.put(String.valueOf(p.attributes.get("name")), p));
    for (StepShape.Input input : step.inputs())
      if (input.required() && !given.containsKey(input.name()))
        findings.error(
            "missing-input",
            task,
            "step '%s' needs the input '%s'".formatted(step.name(), input.name()),
            "add an input parameter of that name");
    given.forEach((name, parameter) -> given(task, step, name, parameter, findings));
    if (step.external()) borders(task, findings);
    if (step.effect()) undone(task, compensated, findings);
  }

  private static void given(
      Tag task, StepShape step, String name, Tag parameter, Findings findings) {
    String value = parameter.text.toString().strip();
    if (name.equals(StepShape.DEADLINE)) {
      if (!value.isEmpty() && Expressions.none(value)) deadline(task, step, value, findings);
      return;
    }
    Optional<StepShape.Input> input = step.input(name);
    List<String> names = step.inputs().stream().map(StepShape.Input::name).toList();
    if (input.isEmpty()) {
      findings.error(
          "unknown-input",
          task,
          "step '%s' takes no input '%s'".formatted(step.name(), name),
          "nearest: " + Nearest.to(name, names));
      return;
    }
    List<String> choices = input.get().choices();
    if (!choices.isEmpty()
        && parameter.children.isEmpty()
        && Expressions.none(value)
        && choices.stream().noneMatch(value::equalsIgnoreCase))
      findings.error(
          "wrong-choice",
          task,
          "input '%s' of step '%s' is '%s'".formatted(name, step.name(), value),
          "one of " + choices);
  }

  private static void deadline(Tag task, StepShape step, String value, Findings findings) {
    Optional<Duration> time = time(value);
    if (time.isEmpty() || time.get().compareTo(step.deadline()) > 0)
      findings.error(
          "wrong-deadline",
          task,
          "the deadline is '%s'".formatted(value),
          "a time as PT2S, at most the %s of step '%s'".formatted(step.deadline(), step.name()));
  }

  private static Optional<Duration> time(String value) {
    try {
      return Optional.of(Duration.parse(value)).filter(Duration::isPositive);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The listener that adds the borders leaves what the modeler wrote. */
  private static void borders(Tag task, Findings findings) {
    for (String border : List.of("asyncBefore", "asyncAfter"))
      if (task.camunda(border).filter("false"::equals).isPresent())
        findings.error(
            "no-retry-owner",
            task,
            "a step that reaches outside needs a transaction of its own, or nobody repeats it"
                + " alone",
            "leave camunda:" + border + " out");
  }

  private static void undone(Tag task, Set<String> compensated, Findings findings) {
    boolean handler = task.attribute("isForCompensation").filter("true"::equals).isPresent();
    boolean waived = task.property(WAIVER).filter(why -> !why.isBlank()).isPresent();
    if (!handler && !waived && !compensated.contains(task.id()))
      findings.error(
          "no-compensation",
          task,
          "it changes something outside, and nothing takes that back",
          "attach a compensation handler, or say in the property '%s' why none is needed"
              .formatted(WAIVER));
  }

  private static Set<String> compensated(Tag root) {
    return root.all("boundaryEvent")
        .filter(event -> event.children("compensateEventDefinition").findAny().isPresent())
        .flatMap(event -> event.attribute("attachedToRef").stream())
        .collect(Collectors.toSet());
  }

  /** A model that is named outright must be fed by records of its own contract. */
  private void models(Tag root, Findings findings) {
    Set<String> contracts = constants(root, "contract");
    root.all("serviceTask")
        .filter(task -> task.step().filter("score"::equals).isPresent())
        .forEach(
            task ->
                constant(task, "model").ifPresent(model -> fits(task, model, contracts, findings)));
  }

  private void fits(Tag task, String model, Set<String> contracts, Findings findings) {
    Optional<String> wanted = parts.contractOf(model);
    if (wanted.isEmpty())
      findings.warning(
          "unknown-model", task, "there is no model '%s' yet".formatted(model), "train it first");
    else if (!contracts.isEmpty() && !contracts.contains(wanted.get()))
      findings.error(
          "model-schema",
          task,
          "model '%s' needs records of contract '%s', and this flow validates %s"
              .formatted(model, wanted.get(), contracts),
          "validate against '%s'".formatted(wanted.get()));
  }

  private static Set<String> constants(Tag root, String input) {
    return root.all("serviceTask")
        .filter(task -> task.step().filter("validate"::equals).isPresent())
        .flatMap(task -> constant(task, input).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<String> constant(Tag task, String input) {
    return task.parameters("inputParameter")
        .filter(p -> input.equals(p.attributes.get("name")) && p.children.isEmpty())
        .map(p -> p.text.toString().strip())
        .filter(value -> !value.isEmpty() && Expressions.none(value))
        .findFirst();
  }
}
