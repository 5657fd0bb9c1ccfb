package io.sluice.engine.gate;

import io.sluice.step.StepUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of a step that refuses, or that cannot get through. */
final class CatchRules {
  private static final String ANY = "";

  private final Map<String, StepShape> steps;

  CatchRules(Map<String, StepShape> steps) {
    this.steps = steps;
  }

  void check(Tag root, Findings findings) {
    Map<String, String> codes =
        root.all("error")
            .collect(
                Collectors.toMap(Tag::id, e -> e.attribute("errorCode").orElse(ANY), (a, b) -> a));
    root.all("serviceTask")
        .filter(task -> task.step().map(steps::get).isPresent())
        .filter(task -> task.attribute("isForCompensation").isEmpty())
        .forEach(task -> step(task, caught(task, codes), findings));
  }

  private void step(Tag task, List<List<String>> caught, Findings findings) {
    if (caught.stream().flatMap(List::stream).allMatch(StepUnavailable.CODE::equals))
      findings.warning(
          "uncaught-error",
          task,
          "when the step refuses, nothing in this flow goes on",
          "attach an error event, or draw an event sub-process for errors; a flow that is called"
              + " may leave it to its caller");
    boolean effect = task.step().map(steps::get).filter(StepShape::effect).isPresent();
    if (effect && givesWay(caught) && task.property(StepRules.WAIVER).isEmpty())
      findings.warning(
          "unknown-outcome",
          task,
          "when it gives way, what it changes outside may have been changed all the same, and its"
              + " own compensation does not run",
          "let a task before it carry the compensation, and say so in the property '%s'"
              .formatted(StepRules.WAIVER));
  }

  /** The first event that would take it decides, as when the flow runs. */
  private static boolean givesWay(List<List<String>> caught) {
    return caught.stream()
        .filter(codes -> codes.contains(StepUnavailable.CODE) || codes.contains(ANY))
        .findFirst()
        .filter(codes -> codes.contains(StepUnavailable.CODE))
        .isPresent();
  }

  /** The codes that events catch, scope by scope from the inside out. */
  private static List<List<String>> caught(Tag task, Map<String, String> codes) {
    List<List<String>> caught = new ArrayList<>();
    for (Tag at = task; at.parent != null; at = at.parent) {
      String id = at.id();
      Stream<Tag> boundaries =
          at.parent
              .children("boundaryEvent")
              .filter(event -> id.equals(event.attributes.get("attachedToRef")));
      caught.add(codes(boundaries, codes));
      Tag inside = at;
      Stream<Tag> starts =
          at.parent
              .children("subProcess")
              .filter(s -> s.attribute("triggeredByEvent").filter("true"::equals).isPresent())
              .filter(s -> s != inside)
              .flatMap(s -> s.children("startEvent"));
      caught.add(codes(starts, codes));
    }
    return caught;
  }

  private static List<String> codes(Stream<Tag> events, Map<String, String> codes) {
    return events
        .flatMap(event -> event.children("errorEventDefinition"))
        .map(e -> codes.getOrDefault(e.attribute("errorRef").orElse(ANY), ANY))
        .toList();
  }
}
