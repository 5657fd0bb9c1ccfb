package io.sluice.score;

/** Gives the model version that a selector points to now, ready to score. */
public interface ModelRuntime {

  /**
   * @throws io.sluice.step.StepRejected {@code unknown-model}, {@code unknown-version} or {@code
   *     artifact-damaged}
   */
  ScoringModel pin(ModelName model, Selector selector);
}
