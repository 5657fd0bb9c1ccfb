package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.util.Optional;

/**
 * Takes a release back: the champion before it serves again. Does nothing when the version is not
 * the champion (any more), so that it may run twice and never takes back a later release.
 */
@StepInfo(name = "rollback", title = "Roll a model version back")
public final class Rollback implements Step<Rollback.Input, Rollback.Output> {
  private final Releases releases;

  Rollback(Releases releases) {
    this.releases = releases;
  }

  /**
   * @param version the one to take back
   */
  public record Input(
      StepCall call, @Label("Model") ModelName model, @Label("Version") String version) {}

  /**
   * @param champion the version that serves now, blank when none does
   * @param rolledBack whether this call moved the champion
   */
  public record Output(String champion, boolean rolledBack) {}

  @Override
  public Output run(Input input) {
    Releases.Moved moved =
        releases.rollback(
            input.model(), Optional.of(input.version()), Mover.step(input.call(), ""));
    return new Output(moved.to().orElse(""), !moved.from().equals(moved.to()));
  }
}
