package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Moves the champion and the challenger of models, each in one transaction. A version is put
 * together once before it gets a role, so that one that no node could load never gets it.
 */
public final class Releases {
  private final ModelRegistry registry;
  private final Roles roles;
  private final Requesters requesters;
  private final BiConsumer<ModelName, Models.Version> assembly;

  /**
   * @param assembly puts a version together, or throws {@link StepRejected}
   */
  Releases(
      ModelRegistry registry,
      Roles roles,
      Requesters requesters,
      BiConsumer<ModelName, Models.Version> assembly) {
    this.registry = registry;
    this.roles = roles;
    this.requesters = requesters;
    this.assembly = assembly;
  }

  /**
   * What a caller decided on.
   *
   * @param sha256 of the artifact that was decided on; empty for whichever the version has
   * @param champion that it was compared with, "" for none; empty for whichever it is now
   */
  public record Wanted(String version, Optional<String> sha256, Optional<String> champion) {}

  /** Where a pointer was and is; the same when nothing had to be done. */
  public record Moved(Optional<String> from, Optional<String> to) {}

  /**
   * Makes a version the champion; a challenger leaves that role with it.
   *
   * @throws StepRejected {@code unknown-version}; {@code artifact-conflict} and {@code
   *     release-conflict} when artifact or champion is not the one decided on; {@code
   *     version-retired}; {@code four-eyes} when the one who releases it asked for it; {@code
   *     artifact-damaged}, {@code artifact-unsigned} or {@code golden-mismatch} when the version
   *     cannot serve
   */
  public Moved release(ModelName model, Wanted wanted, Mover by) {
    Models.Version version = version(model, wanted.version());
    wanted.sha256().ifPresent(sha256 -> checkArtifact(model, version, sha256));
    if (!by.user().isBlank() && requesters.asked(by.user(), model, version.version()))
      throw same(model, version);
    assembly.accept(model, version);
    Optional<String> next = Optional.of(version.version());
    return roles.locked(
        model,
        () -> {
          Optional<String> now = roles.pointer(model, Roles.CHAMPION).version();
          wanted.champion().ifPresent(expected -> checkChampion(model, expected, now.orElse("")));
          refuseRetired(model, version.version());
          roles.point(model, Roles.CHAMPION, next, Roles.Kind.RELEASE, by);
          if (roles.pointer(model, Roles.CHALLENGER).version().equals(next))
            roles.point(model, Roles.CHALLENGER, Optional.empty(), Roles.Kind.RELEASE, by);
          return new Moved(now, next);
        });
  }

  /**
   * Takes a release back: the champion before it serves again, or none. Does nothing when the
   * version is not the champion.
   *
   * @param version empty for the champion of now
   * @throws StepRejected {@code rollback-conflict} when there is no champion to take back; {@code
   *     version-retired} when the one before has been retired
   */
  public Moved rollback(ModelName model, Optional<String> version, Mover by) {
    return roles.locked(
        model,
        () -> {
          Optional<String> now = roles.pointer(model, Roles.CHAMPION).version();
          if (version.isEmpty() && now.isEmpty()) throw nothing(model);
          if (version.isPresent() && !now.equals(version)) return new Moved(now, now);
          Optional<String> earlier = roles.history().before(model, now.orElseThrow());
          earlier.ifPresent(last -> refuseRetired(model, last));
          roles.point(model, Roles.CHAMPION, earlier, Roles.Kind.ROLLBACK, by);
          return new Moved(now, earlier);
        });
  }

  /**
   * Makes a version the challenger, or leaves the role empty.
   *
   * @throws StepRejected as {@link #release} does, and {@code challenger-conflict} when the version
   *     is the champion
   */
  public Moved challenge(ModelName model, Optional<String> version, Mover by) {
    version.ifPresent(name -> assembly.accept(model, version(model, name)));
    return roles.locked(
        model,
        () -> {
          version.ifPresent(name -> refuseRetired(model, name));
          if (version.isPresent() && roles.pointer(model, Roles.CHAMPION).version().equals(version))
            throw champion(model, version.get());
          Optional<String> now = roles.pointer(model, Roles.CHALLENGER).version();
          roles.point(model, Roles.CHALLENGER, version, Roles.Kind.CHALLENGE, by);
          return new Moved(now, version);
        });
  }

  private Models.Version version(ModelName model, String name) {
    return registry
        .find(model, name)
        .orElseThrow(() -> RegistryRuntime.unknown(registry, model, name));
  }

  private void refuseRetired(ModelName model, String version) {
    if (version(model, version).retired())
      throw new StepRejected(
          "version-retired",
          "version %s of model %s has been retired: reinstate it first, or take another version"
              .formatted(version, model),
          Map.of("model", model.value(), "version", version));
  }

  private static void checkArtifact(ModelName model, Models.Version version, String wanted) {
    if (!version.sha256().equals(wanted))
      throw new StepRejected(
          "artifact-conflict",
          "the artifact of version %s of %s has another sha-256 than the one decided on: look at it and decide again"
              .formatted(version.version(), model),
          Map.of("model", model.value(), "version", version.version()));
  }

  private static StepRejected same(ModelName model, Models.Version version) {
    return new StepRejected(
        "four-eyes",
        "version %s of %s was asked for by the same person: another approver has to release it"
            .formatted(version.version(), model),
        Map.of("model", model.value(), "version", version.version()));
  }

  private static void checkChampion(ModelName model, String expected, String now) {
    if (!now.equals(expected))
      throw new StepRejected(
          "release-conflict",
          "the champion of %s is %s by now, not %s: compare with it and release again"
              .formatted(model, word(now), word(expected)),
          Map.of("model", model.value(), "champion", now));
  }

  private static String word(String version) {
    return version.isEmpty() ? "none" : version;
  }

  private static StepRejected nothing(ModelName model) {
    return new StepRejected(
        "rollback-conflict",
        "model %s has no champion to take back".formatted(model),
        Map.of("model", model.value()));
  }

  private static StepRejected champion(ModelName model, String version) {
    return new StepRejected(
        "challenger-conflict",
        "version %s is the champion of %s already: another version is right as challenger"
            .formatted(version, model),
        Map.of("model", model.value(), "version", version));
  }
}
