package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.util.Optional;

/** Makes a version the champion, which everything scores with from then on. */
@StepInfo(name = "release", title = "Release a model version", undo = "rollback")
public final class Release implements Step<Release.Input, Release.Output> {
  private final Releases releases;
  private final Roles roles;

  Release(Releases releases, Roles roles) {
    this.releases = releases;
    this.roles = roles;
  }

  /**
   * @param replaces the champion that this release was decided against; blank for whichever it is
   * @param artifact sha-256 of the artifact that was decided on; blank for the version's own
   * @param approver who decided it, blank when nobody had to
   */
  public record Input(
      StepCall call,
      @Label("Model") ModelName model,
      @Label("Version") String version,
      @Label("Replaces version") @Default("") String replaces,
      @Label("Artifact") @Default("") String artifact,
      @Label("Approver") @Default("") String approver) {}

  /**
   * @param previous the champion before, blank when there was none
   */
  public record Output(String previous, String released) {}

  @Override
  public Output run(Input input) {
    Optional<Models.Move> done =
        roles.history().releases(input.model(), input.version()).stream()
            .filter(move -> move.by().did(input.call()))
            .findFirst();
    if (done.isPresent()) return new Output(done.get().from().orElse(""), input.version());
    Releases.Wanted wanted =
        new Releases.Wanted(input.version(), given(input.artifact()), given(input.replaces()));
    Releases.Moved moved =
        releases.release(input.model(), wanted, Mover.step(input.call(), input.approver()));
    return new Output(moved.from().orElse(""), input.version());
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }
}
