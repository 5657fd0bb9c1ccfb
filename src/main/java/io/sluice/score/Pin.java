package io.sluice.score;

import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;

/**
 * Finds out once which version serves, so that a case that waits for days ends on the version that
 * it began with.
 */
@StepInfo(name = "pin", title = "Pin a model version")
public final class Pin implements Step<Pin.Input, Pin.Output> {
  private final ModelRuntime models;

  Pin(ModelRuntime models) {
    this.models = models;
  }

  /** Which model, and which of its versions. */
  public record Input(
      @Label("Model") ModelName model, @Label("Version") @Default("champion") Selector version) {}

  /**
   * @param modelVersion the id of the version, whatever role was asked for
   * @param modelRole what was asked for: a role, or the version itself
   * @param contract that its records have to keep
   */
  public record Output(String modelVersion, String modelRole, String contract) {}

  @Override
  public Output run(Input input) {
    ScoringModel model = models.latest(input.model(), input.version());
    return new Output(model.version(), input.version().value(), model.facts().contract());
  }
}
