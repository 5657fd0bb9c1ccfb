package io.sluice.engine.gate;

import io.sluice.engine.Signature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The flow as a whole: it ends, it is kept for a stated time, its people and calls are known. */
final class ShapeRules {
  private static final Set<String> WAITS =
      Set.of(
          "userTask",
          "receiveTask",
          "intermediateCatchEvent",
          "eventBasedGateway",
          "callActivity",
          "subProcess");

  private final Parts parts;
  private final Map<String, StepShape> steps;

  ShapeRules(Parts parts, Map<String, StepShape> steps) {
    this.parts = parts;
    this.steps = steps;
  }

  void check(Tag root, Set<String> bundled, Set<String> forms, Findings findings) {
    List<Tag> processes = root.all("process").toList();
    if (processes.isEmpty()) findings.error("no-flow", 0, "there is no process in it", "draw one");
    processes.forEach(process -> process(process, findings));
    root.all("callActivity").forEach(call -> call(call, bundled, findings));
    root.all("userTask").forEach(task -> person(task, forms, findings));
    root.all()
        .filter(tag -> tag.name.equals("process") || tag.name.equals("subProcess"))
        .forEach(scope -> loops(scope, findings));
    inputs(root, findings);
  }

  private static void process(Tag process, Findings findings) {
    if (process.camunda("historyTimeToLive").filter(t -> t.matches("P.+|\\d+")).isEmpty())
      findings.error(
          "no-ttl",
          process,
          "nothing says how long ended runs are kept",
          "set camunda:historyTimeToLive, for example P30D");
    if (process.attribute("isExecutable").filter("true"::equals).isEmpty())
      findings.error(
          "not-executable", process, "the process is not executable", "set isExecutable");
  }

  private void call(Tag call, Set<String> bundled, Findings findings) {
    String called = call.attribute("calledElement").orElse("");
    if (called.isEmpty() || !Expressions.none(called)) {
      findings.error("unknown-flow", call, "the called flow is not told outright", "name one flow");
      return;
    }
    if (!bundled.contains(called) && !parts.flows().containsKey(called))
      findings.error(
          "unknown-flow",
          call,
          "there is no flow '%s'".formatted(called),
          "put it into the bundle; deployed are " + parts.flows().keySet());
  }

  private void person(Tag task, Set<String> forms, Findings findings) {
    String groups = task.camunda("candidateGroups").orElse("");
    boolean known =
        task.camunda("assignee").isPresent()
            || task.camunda("candidateUsers").isPresent()
            || !Expressions.none(groups);
    for (String group : groups.split(",")) {
      if (parts.groups().contains(group.strip())) known = true;
      else if (!group.isBlank() && Expressions.none(groups))
        findings.error(
            "unknown-group",
            task,
            "there is no group '%s'".formatted(group.strip()),
            "one of " + parts.groups());
    }
    if (!known && groups.isBlank())
      findings.error(
          "nobody", task, "nobody is asked", "name camunda:candidateGroups: " + parts.groups());
    task.camunda("formRef")
        .filter(form -> !forms.contains(form) && !parts.forms().contains(form))
        .ifPresent(
            form ->
                findings.error(
                    "unknown-form",
                    task,
                    "there is no form '%s'".formatted(form),
                    "put it into the bundle"));
    if (task.camunda("formKey").isPresent())
      findings.error("form-key", task, "embedded forms are not shown", "use camunda:formRef");
    escalated(task, findings);
  }

  private static void escalated(Tag task, Findings findings) {
    Tag scope = task.parent;
    boolean timed =
        scope != null
            && scope
                .children("boundaryEvent")
                .anyMatch(
                    e ->
                        task.id().equals(e.attributes.get("attachedToRef"))
                            && e.children("timerEventDefinition").findAny().isPresent());
    if (!timed)
      findings.warning(
          "no-escalation",
          task,
          "when nobody answers, nothing happens",
          "attach a timer that escalates");
  }

  private static void inputs(Tag root, Findings findings) {
    root.all()
        .flatMap(Tag::properties)
        .filter(p -> String.valueOf(p.attributes.get("name")).startsWith(Signature.INPUT))
        .forEach(
            p -> {
              try {
                Signature.parameter(
                    String.valueOf(p.attributes.get("name")).substring(Signature.INPUT.length()),
                    String.valueOf(p.attributes.get("value")));
              } catch (IllegalArgumentException e) {
                findings.error(
                    "wrong-input", p, String.valueOf(e.getMessage()), "for example text = x");
              }
            });
  }

  /** A circle without a wait never gives its thread back. */
  private void loops(Tag scope, Findings findings) {
    Map<String, Tag> nodes =
        scope.children.stream()
            .filter(tag -> tag.attributes.containsKey("id"))
            .collect(Collectors.toMap(Tag::id, tag -> tag, (a, b) -> a));
    Map<String, List<String>> next = new HashMap<>();
    scope
        .children("sequenceFlow")
        .forEach(
            flow ->
                next.computeIfAbsent(flow.attribute("sourceRef").orElse(""), k -> new ArrayList<>())
                    .add(flow.attribute("targetRef").orElse("")));
    nodes.values().stream()
        .filter(node -> !waits(node))
        .filter(node -> circles(node.id(), next, nodes))
        .findFirst()
        .ifPresent(
            node ->
                findings.error(
                    "endless-loop",
                    node,
                    "the flow can come back here without ever waiting",
                    "put a timer, a person or a transaction border (camunda:asyncBefore) into the"
                        + " circle"));
  }

  private boolean circles(String start, Map<String, List<String>> next, Map<String, Tag> nodes) {
    Deque<String> open = new ArrayDeque<>(next.getOrDefault(start, List.of()));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.pop();
      if (id.equals(start)) return true;
      Tag node = nodes.get(id);
      if (node == null || waits(node) || !seen.add(id)) continue;
      open.addAll(next.getOrDefault(id, List.of()));
    }
    return false;
  }

  private boolean waits(Tag node) {
    return WAITS.contains(node.name)
        || node.camunda("asyncBefore").filter("true"::equals).isPresent()
        || node.camunda("asyncAfter").filter("true"::equals).isPresent()
        || node.step().map(steps::get).filter(StepShape::external).isPresent();
  }
}
