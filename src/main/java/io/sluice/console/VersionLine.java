package io.sluice.console;

import io.sluice.model.Models;
import java.util.Optional;

/**
 * A version as a page shows it.
 *
 * @param role champion, challenger, retired, or blank
 */
record VersionLine(Models.Version version, String role) {

  static VersionLine of(Models.Model model, Models.Version version) {
    Optional<String> name = Optional.of(version.version());
    if (model.champion().equals(name)) return new VersionLine(version, "champion");
    if (model.challenger().equals(name)) return new VersionLine(version, "challenger");
    return new VersionLine(version, version.retired() ? "retired" : "");
  }

  /** Whether it could become the champion. */
  public boolean free() {
    return !role.equals("champion") && !role.equals("retired");
  }
}
