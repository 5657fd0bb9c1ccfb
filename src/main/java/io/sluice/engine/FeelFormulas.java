package io.sluice.engine;

import io.sluice.step.Formulas;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** FEEL as decision tables speak it. */
final class FeelFormulas implements Formulas {
  private final ParsedFeel feel = new ParsedFeel();

  @Override
  public void check(String formula) {
    try {
      feel.evaluateSimpleExpression(formula, Variables.putValue("value", "1").asVariableContext());
    } catch (FeelException e) {
      if (String.valueOf(e.getMessage()).startsWith("failed to evaluate")) return;
      throw new IllegalArgumentException("'%s' is no FEEL expression".formatted(formula), e);
    }
  }

  @Override
  public @Nullable Object value(String formula, @Nullable Object value) {
    try {
      return feel.evaluateSimpleExpression(
          formula, Variables.putValue("value", value).asVariableContext());
    } catch (FeelException e) {
      throw new IllegalArgumentException("'%s' fails on the value".formatted(formula));
    }
  }
}
