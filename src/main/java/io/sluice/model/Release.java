package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.Map;
import java.util.Optional;

/** Makes a version the champion, which everything scores with from then on. */
@StepInfo(name = "release", title = "Release a model version", undo = "rollback")
public final class Release implements Step<Release.Input, Release.Output> {
  private final ModelRegistry registry;
  private final Roles roles;

  Release(ModelRegistry registry, Roles roles) {
    this.registry = registry;
    this.roles = roles;
  }

  /**
   * @param replaces the champion that this release was decided against; blank for whichever it is
   */
  public record Input(
      StepCall call,
      @Label("Model") ModelName model,
      @Label("Version") String version,
      @Label("Replaces version") @Default("") String replaces) {}

  /**
   * @param previous the champion before, blank when there was none
   */
  public record Output(String previous, String released) {}

  @Override
  public Output run(Input input) {
    String version = input.version();
    if (registry.find(input.model(), version).isEmpty())
      throw RegistryRuntime.unknown(registry, input.model(), version);
    Optional<Roles.Pointer> done = roles.before(input.model(), version, input.call());
    if (done.isPresent()) return new Output(done.get().version().orElse(""), version);
    Roles.Pointer before =
        roles.move(input.model(), input.call(), Roles.Kind.RELEASE, now -> next(input, now));
    return new Output(before.version().orElse(""), version);
  }

  private static Optional<String> next(Input input, Roles.Pointer now) {
    String champion = now.version().orElse("");
    if (!input.replaces().isBlank() && !champion.equals(input.replaces()))
      throw new StepRejected(
          "release-conflict",
          "the champion of %s is %s by now, not %s: compare with it and release again"
              .formatted(input.model(), champion.isEmpty() ? "none" : champion, input.replaces()),
          Map.of("model", input.model().value(), "champion", champion));
    return Optional.of(input.version());
  }
}
