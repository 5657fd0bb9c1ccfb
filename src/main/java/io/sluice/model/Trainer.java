package io.sluice.model;

import io.sluice.score.Fitted;

/** Fits models. The same set, algorithm, weights and seed give the same fitted model. */
public interface Trainer {

  /**
   * Fits the probability of the positive class.
   *
   * @throws IllegalArgumentException when the algorithm takes no weights and they are not equal
   */
  Fitted train(TrainingSet set, Fit fit);

  /** Fits without weights and in silence. */
  default Fitted train(TrainingSet set, Algorithm algorithm, long seed) {
    return train(set, new Fit(algorithm, ClassWeights.Factors.EQUAL, seed, () -> {}));
  }

  /** Name and version of the library that fits, for the manifest. */
  String library();
}
