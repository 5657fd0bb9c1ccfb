package io.sluice.smile;

import io.sluice.model.Trainer;

/** The real trainer for tests of other rooms. */
public final class Trainers {
  private Trainers() {}

  public static Trainer smile() {
    return new SmileTrainer();
  }
}
