package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.util.Optional;

/** Makes a version the challenger: scored on the same records as the champion, never shown. */
@StepInfo(name = "challenge", title = "Make a version the challenger")
public final class Challenge implements Step<Challenge.Input, Challenge.Output> {
  private final Releases releases;

  Challenge(Releases releases) {
    this.releases = releases;
  }

  /**
   * @param approver who decided it, blank when nobody did
   */
  public record Input(
      StepCall call,
      @Label("Model") ModelName model,
      @Label("Version") String version,
      @Label("Approver") @Default("") String approver) {}

  /**
   * @param previous the challenger before, blank when there was none
   */
  public record Output(String previous) {}

  @Override
  public Output run(Input input) {
    Mover by = Mover.step(input.call(), input.approver());
    Releases.Moved moved = releases.challenge(input.model(), Optional.of(input.version()), by);
    return new Output(moved.from().orElse(""));
  }
}
