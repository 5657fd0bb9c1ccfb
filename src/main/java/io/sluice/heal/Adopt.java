package io.sluice.heal;

import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;

/** Puts a suggested rule in force, as the next version of the table. */
@StepInfo(name = "adopt", title = "Put a suggested rule in force")
final class Adopt implements Step<Adopt.Input, Adopt.Output> {
  private final CauseBook causes;
  private final RuleTable table;

  Adopt(CauseBook causes, RuleTable table) {
    this.causes = causes;
    this.table = table;
  }

  /**
   * @param cause its id
   * @param sha256 of the table that was approved
   * @param approver who did
   */
  record Input(
      @Label("Cause") String cause,
      @Label("Remedy") String remedy,
      @Label("SHA-256 that was approved") String sha256,
      @Label("Approved by") String approver) {}

  record Output(int tableVersion) {}

  /**
   * @throws StepRejected {@code table-conflict} when the table was changed meanwhile; {@code
   *     rule-known}, {@code table-unfit}, {@code unknown-cause}, {@code unknown-remedy}
   */
  @Override
  public Output run(Input input) {
    RuleTable.Rule rule = Suggest.rule(causes, input.cause(), input.remedy());
    return new Output(table.adopt(rule, input.sha256(), input.approver()));
  }
}
