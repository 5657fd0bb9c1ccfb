package io.sluice.heal;

import io.sluice.step.Default;
import io.sluice.step.Flows;
import io.sluice.step.Formulas;
import io.sluice.step.Label;
import io.sluice.step.Rollbacks;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes down which remedy a person or a rule chose for a cause; it is applied to all of the jobs
 * that the cause has stopped, paced, by whoever sweeps.
 */
@StepInfo(name = "heal", title = "Apply a remedy to a cause")
final class Heal implements Step<Heal.Input, Heal.Output> {
  /** The flow that lets people decide on a rule. */
  static final String SUGGESTION = "remedy-rule";

  private final CauseBook causes;
  private final Outages outages;
  private final CorrectiveActions actions;
  private final Formulas formulas;
  private final Supplier<Flows> flows;
  private final Supplier<Rollbacks> rollbacks;

  /**
   * @param flows known only once the engine is
   * @param rollbacks of the models that there are
   */
  Heal(
      CauseBook causes,
      Outages outages,
      CorrectiveActions actions,
      Formulas formulas,
      Supplier<Flows> flows,
      Supplier<Rollbacks> rollbacks) {
    this.rollbacks = rollbacks;
    this.flows = flows;
    this.outages = outages;
    this.formulas = formulas;
    this.causes = causes;
    this.actions = actions;
  }

  /**
   * @param cause its id
   * @param remedy retry, correct, wait, skip, cancel, escalate or a fallback
   * @param column that a correction puts right; empty without one
   * @param correction FEEL of {@code value}; empty without one
   * @param rule remedy that is to be suggested as a rule for this cause; empty for none
   */
  record Input(
      StepCall call,
      @Label("Cause") String cause,
      @Label("Remedy") String remedy,
      @Label("Chosen by") String actor,
      @Label("Reason") String reason,
      @Label("Column to put right") @Default("") String column,
      @Label("Correction") @Default("") String correction,
      @Label("Remedy to suggest as a rule") @Default("") String rule) {}

  /**
   * @param instances jobs that it is applied to
   */
  record Output(long instances) {}

  /**
   * @throws StepRejected {@code unknown-remedy}; {@code wrong-correction}; {@code unknown-model} or
   *     {@code rollback-conflict} when the cause has no model that could be rolled back
   */
  @Override
  public Output run(Input input) {
    Remedy remedy =
        Remedy.of(input.remedy().toLowerCase(Locale.ROOT))
            .orElseThrow(() -> unknown(input.remedy()));
    long waiting = waiting(input.cause());
    if (remedy == Remedy.ESCALATE)
      actions.escalated(input.cause(), input.actor(), input.reason(), waiting);
    else
      actions.begin(
          input.cause(), remedy, input.actor(), input.reason(), waiting, detail(remedy, input), 0);
    if (!input.rule().isEmpty()) suggest(input);
    return new Output(waiting);
  }

  /** Somebody else decides on it, in a run of its own: this one ends with the cause. */
  private void suggest(Input input) {
    flows
        .get()
        .start(
            SUGGESTION,
            input.cause(),
            Map.of("cause", input.cause(), "remedy", input.rule(), "requester", input.actor()));
  }

  private String detail(Remedy remedy, Input input) {
    return switch (remedy) {
      case CORRECT -> correction(input);
      case ROLL_BACK -> rollBack(input);
      default -> "";
    };
  }

  private String rollBack(Input input) {
    String model = causes.find(input.cause()).map(Cause::peer).orElse("");
    String now = rollbacks.get().rollBack(model, input.call(), input.actor());
    return now.isEmpty() ? "no version serves now" : "%s serves now".formatted(now);
  }

  private long waiting(String cause) {
    return causes
        .open(cause)
        .or(
            () ->
                outages.all().stream()
                    .map(Outages.Outage::open)
                    .filter(open -> open.cause().id().equals(cause))
                    .findFirst())
        .map(CauseBook.Open::waiting)
        .orElse(0L);
  }

  private String correction(Input input) {
    try {
      formulas.check(input.correction());
      return new Correction(input.column().strip(), input.correction().strip()).toString();
    } catch (IllegalArgumentException e) {
      throw new StepRejected("wrong-correction", String.valueOf(e.getMessage()));
    }
  }

  private static StepRejected unknown(String remedy) {
    return new StepRejected(
        "unknown-remedy",
        "there is no remedy '%s'; there are %s"
            .formatted(
                remedy,
                Arrays.stream(Remedy.values())
                    .map(Remedy::word)
                    .collect(Collectors.joining(", "))));
  }
}
