package io.sluice.engine;

import java.util.List;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.jspecify.annotations.Nullable;

/** Notes which rules of a table matched: the engine's result has their outputs only. */
final class MatchedRules implements DmnDecisionTableEvaluationListener {
  private final ThreadLocal<@Nullable Capture> current = new ThreadLocal<>();

  /** Notes the rules of one table on this thread until it is closed. */
  Capture capture(String table) {
    Capture capture = new Capture(table);
    current.set(capture);
    return capture;
  }

  @Override
  public void notify(DmnDecisionTableEvaluationEvent event) {
    Capture capture = current.get();
    if (capture != null && capture.table.equals(event.getDecisionTable().getKey()))
      capture.rules =
          event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).toList();
  }

  /** What was noted. */
  final class Capture implements AutoCloseable {
    private final String table;
    private List<String> rules = List.of();

    private Capture(String table) {
      this.table = table;
    }

    List<String> rules() {
      return rules;
    }

    @Override
    public void close() {
      current.remove();
    }
  }
}
