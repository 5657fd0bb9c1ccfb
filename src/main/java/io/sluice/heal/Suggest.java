package io.sluice.heal;

import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;

/** Writes the row that would make what people chose again and again a rule. */
@StepInfo(name = "suggest", title = "Suggest a rule for a remedy")
final class Suggest implements Step<Suggest.Input, Suggest.Output> {
  private final CauseBook causes;
  private final RuleTable table;

  Suggest(CauseBook causes, RuleTable table) {
    this.causes = causes;
    this.table = table;
  }

  /**
   * @param cause its id
   */
  record Input(@Label("Cause") String cause, @Label("Remedy") String remedy) {}

  /**
   * @param title of the cause
   * @param row for people
   * @param sha256 of the table with it, which an approval names
   */
  record Output(String title, String row, String sha256) {}

  /**
   * @throws StepRejected {@code rule-known}, {@code table-unfit}, {@code unknown-cause}, {@code
   *     unknown-remedy}
   */
  @Override
  public Output run(Input input) {
    RuleTable.Rule rule = rule(causes, input.cause(), input.remedy());
    RuleTable.Suggestion suggestion = table.suggest(rule);
    return new Output(rule.cause().title(), suggestion.row(), suggestion.sha256());
  }

  static RuleTable.Rule rule(CauseBook causes, String cause, String remedy) {
    return new RuleTable.Rule(
        causes
            .find(cause)
            .orElseThrow(() -> new StepRejected("unknown-cause", "there is no such cause")),
        Remedy.of(remedy)
            .orElseThrow(
                () ->
                    new StepRejected(
                        "unknown-remedy", "there is no remedy '%s'".formatted(remedy))));
  }
}
