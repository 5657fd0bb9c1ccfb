package io.sluice.engine;

import io.sluice.engine.gate.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;

/** The gate keeps a deployment out. */
final class FlowRefused extends ProcessEngineException {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  FlowRefused(List<Finding> findings) {
    super(
        "the flow is refused: "
            + findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::text)
                .collect(Collectors.joining("; ")));
    this.findings = List.copyOf(findings);
  }

  List<Finding> findings() {
    return findings;
  }
}
