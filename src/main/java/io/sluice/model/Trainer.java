package io.sluice.model;

import io.sluice.score.Fitted;

/** Fits models. The same set, algorithm and seed give the same fitted model. */
public interface Trainer {

  /** Fits the probability of the positive class. */
  Fitted train(TrainingSet set, Algorithm algorithm, long seed);

  /** Name and version of the library that fits, for the manifest. */
  String library();
}
