package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.Rollbacks;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.util.Optional;

/** Takes back the champion of now, for whoever meets its failures. */
final class ModelRollbacks implements Rollbacks {
  private final Releases releases;

  ModelRollbacks(Releases releases) {
    this.releases = releases;
  }

  @Override
  public String rollBack(String model, StepCall call, String user) {
    return releases.rollback(name(model), Optional.empty(), Mover.step(call, user)).to().orElse("");
  }

  private static ModelName name(String model) {
    try {
      return new ModelName(model);
    } catch (IllegalArgumentException e) {
      throw new StepRejected("unknown-model", "'%s' is no name of a model".formatted(model));
    }
  }
}
