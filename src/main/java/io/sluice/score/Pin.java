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

  /**
   * Which model, and which of its versions.
   *
   * @param exact whether that version is wanted even when it cannot score here now; otherwise the
   *     one that served in its role before stands in for it
   */
  public record Input(
      @Label("Model") ModelName model,
      @Label("Version") @Default("champion") Selector version,
      @Label("Without a stand-in") @Default("false") boolean exact) {}

  /**
   * @param modelVersion the id of the version, whatever role was asked for
   * @param modelRole what was asked for: a role, or the version itself
   * @param contract that its records have to keep
   */
  public record Output(String modelVersion, String modelRole, String contract) {}

  @Override
  public Output run(Input input) {
    String role = input.version().value();
    if (input.exact()) {
      ModelRuntime.Pointed pointed = models.point(input.model(), input.version());
      return new Output(pointed.version(), role, pointed.contract());
    }
    ScoringModel model = models.latest(input.model(), input.version());
    return new Output(model.version(), role, model.facts().contract());
  }
}
