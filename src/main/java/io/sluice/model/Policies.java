package io.sluice.model;

import io.sluice.data.Column;
import io.sluice.data.Type;

/** Which policy holds for a feature: its own, else the spec's. */
final class Policies {
  private Policies() {}

  static Missing missing(ModelSpec spec, ModelSpec.Feature feature, Column column) {
    Missing own = feature.missing();
    if (own != null) return own;
    return column.type() == Type.TEXT ? spec.missing().category() : spec.missing().number();
  }

  static Unknown unknown(ModelSpec spec, ModelSpec.Feature feature) {
    Unknown own = feature.unknown();
    return own != null ? own : spec.unknown();
  }
}
