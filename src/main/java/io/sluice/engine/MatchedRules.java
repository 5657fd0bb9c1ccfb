package io.sluice.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.jspecify.annotations.Nullable;

/** Notes which rules of a table matched: the engine's result has their outputs only. */
final class MatchedRules implements DmnDecisionTableEvaluationListener {
  private final ThreadLocal<@Nullable Capture> current = new ThreadLocal<>();

  /** Notes the rules of a table, and of those that it requires, on this thread until closed. */
  Capture capture() {
    Capture capture = new Capture();
    current.set(capture);
    return capture;
  }

  @Override
  public void notify(DmnDecisionTableEvaluationEvent event) {
    Capture capture = current.get();
    if (capture != null)
      event.getMatchingRules().stream()
          .map(DmnEvaluatedDecisionRule::getId)
          .forEach(capture.rules::add);
  }

  /** What was noted. */
  final class Capture implements AutoCloseable {
    private final List<String> rules = new ArrayList<>();

    private Capture() {}

    List<String> rules() {
      return List.copyOf(rules);
    }

    @Override
    public void close() {
      current.remove();
    }
  }
}
