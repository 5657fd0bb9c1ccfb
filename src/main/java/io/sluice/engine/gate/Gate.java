package io.sluice.engine.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges a bundle of files before any of them is deployed. */
public final class Gate {
  private static final int LARGEST = 1 << 20;

  private final Map<String, StepShape> steps;
  private final Parts parts;

  public Gate(Collection<StepShape> steps, Parts parts) {
    this.steps = new TreeMap<>(steps.stream().collect(Collectors.toMap(StepShape::name, s -> s)));
    this.parts = parts;
  }

  /** Everything that is wrong, file by file; nothing when the bundle may be deployed. */
  public List<Finding> judge(List<FlowFile> files) {
    Map<FlowFile, Findings> findings = new LinkedHashMap<>();
    Map<FlowFile, Tag> flows = new LinkedHashMap<>();
    Set<String> forms = new HashSet<>();
    for (FlowFile file : files) {
      Findings of = new Findings(file.name());
      findings.put(file, of);
      if (file.content().length > LARGEST)
        of.error("too-large", 0, "it is larger than 1 MB", "a flow fits on a page");
      else if (file.name().endsWith(".form")) forms.add(new FormRules().check(file.content(), of));
      else xml(file, of, flows);
    }
    Set<String> bundled =
        flows.values().stream()
            .flatMap(root -> root.all("process"))
            .map(Tag::id)
            .collect(Collectors.toSet());
    flows.forEach((file, root) -> flow(root, bundled, forms, findings.get(file)));
    circles(flows, findings);
    List<Finding> all = new ArrayList<>();
    findings.values().forEach(of -> all.addAll(of.all()));
    return all;
  }

  private void xml(FlowFile file, Findings findings, Map<FlowFile, Tag> flows) {
    try {
      Tag root = SafeXml.read(file.content());
      if (file.name().endsWith(".dmn")) new TableRules().check(root, findings);
      else if (file.name().endsWith(".bpmn")) flows.put(file, root);
      else
        findings.error(
            "unknown-kind", 0, "nobody knows what it is", "names end in .bpmn, .dmn or .form");
    } catch (SafeXml.Broken e) {
      findings.error(
          "unreadable",
          Math.max(0, e.line),
          "it is no XML that is taken: " + e.getMessage(),
          "XML without a document type");
    }
  }

  private void flow(Tag root, Set<String> bundled, Set<String> forms, @Nullable Findings findings) {
    if (findings == null) return;
    new CodeRules(steps).check(root, findings);
    new StepRules(steps, parts).check(root, findings);
    new CatchRules(steps).check(root, findings);
    new ShapeRules(parts, steps).check(root, bundled, forms, findings);
  }

  /** A flow that calls itself, by however many others, would fill the memory. */
  private void circles(Map<FlowFile, Tag> flows, Map<FlowFile, Findings> findings) {
    Map<String, Set<String>> calls = new HashMap<>(parts.flows());
    flows
        .values()
        .forEach(
            root ->
                root.all("process")
                    .forEach(
                        process ->
                            calls.put(
                                process.id(),
                                process
                                    .all("callActivity")
                                    .flatMap(c -> c.attribute("calledElement").stream())
                                    .collect(Collectors.toSet()))));
    flows.forEach(
        (file, root) ->
            root.all("process")
                .filter(process -> reaches(process.id(), process.id(), calls, new HashSet<>()))
                .forEach(
                    process -> {
                      Findings of = findings.get(file);
                      if (of != null)
                        of.error(
                            "call-cycle",
                            process,
                            "the flow calls itself in the end",
                            "draw a loop with a wait in it");
                    }));
  }

  private static boolean reaches(
      String from, String wanted, Map<String, Set<String>> calls, Set<String> seen) {
    for (String called : calls.getOrDefault(from, Set.of()))
      if (called.equals(wanted) || seen.add(called) && reaches(called, wanted, calls, seen))
        return true;
    return false;
  }
}
