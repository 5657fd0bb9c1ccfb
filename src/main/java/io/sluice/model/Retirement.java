package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes versions out of use for good, or back: a retired version is never released. */
public final class Retirement {
  private final ModelRegistry registry;
  private final Roles roles;

  Retirement(ModelRegistry registry, Roles roles) {
    this.registry = registry;
    this.roles = roles;
  }

  /**
   * Does nothing when the version is retired already.
   *
   * @throws StepRejected {@code unknown-version}; {@code retirement-conflict} when the version is
   *     the champion or the challenger
   */
  public void retire(ModelName model, String version, Mover by) {
    roles.locked(
        model,
        () -> {
          Models.Version found = find(model, version);
          for (String role : List.of(Roles.CHAMPION, Roles.CHALLENGER))
            if (roles.pointer(model, role).version().equals(Optional.of(version)))
              throw inUse(model, version, role);
          if (!found.retired()) {
            registry.retire(model, version, true);
            roles.noteRetired(model, Optional.empty(), Optional.of(version), Roles.Kind.RETIRE, by);
          }
          return version;
        });
  }

  /**
   * Does nothing when the version is not retired.
   *
   * @throws StepRejected {@code unknown-version}
   */
  public void reinstate(ModelName model, String version, Mover by) {
    roles.locked(
        model,
        () -> {
          if (find(model, version).retired()) {
            registry.retire(model, version, false);
            roles.noteRetired(
                model, Optional.of(version), Optional.empty(), Roles.Kind.REINSTATE, by);
          }
          return version;
        });
  }

  private Models.Version find(ModelName model, String version) {
    return registry
        .find(model, version)
        .orElseThrow(() -> RegistryRuntime.unknown(registry, model, version));
  }

  private static StepRejected inUse(ModelName model, String version, String role) {
    return new StepRejected(
        "retirement-conflict",
        "version %s is the %s of %s: give that role to another version first"
            .formatted(version, role, model),
        Map.of("model", model.value(), "version", version, "role", role));
  }
}
