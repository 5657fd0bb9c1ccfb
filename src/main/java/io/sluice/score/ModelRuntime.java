package io.sluice.score;

import java.util.Optional;

/** Gives the model version that a selector points to now, ready to score. */
public interface ModelRuntime {

  /**
   * A version that is known, whether it can score now or not.
   *
   * @param contract that its records have to keep
   */
  record Pointed(String version, String contract) {}

  /**
   * Which version a selector points to now, also when it has been retired or cannot be made ready
   * to score here.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-model} or {@code unknown-version}
   */
  default Pointed point(ModelName model, Selector selector) {
    ScoringModel ready = latest(model, selector);
    return new Pointed(ready.version(), ready.facts().contract());
  }

  /**
   * @throws io.sluice.step.StepRejected {@code unknown-model}, {@code unknown-version}, {@code
   *     version-retired} or {@code artifact-damaged}
   * @throws io.sluice.step.StepUnavailable when its artifact cannot be read now
   */
  ScoringModel pin(ModelName model, Selector selector);

  /**
   * As {@link #pin}, but without a look into the database at each call: a move of a role counts
   * within a second.
   *
   * @throws io.sluice.step.StepRejected as {@link #pin} does
   */
  default ScoringModel latest(ModelName model, Selector selector) {
    return pin(model, selector);
  }

  /**
   * As {@link #pin} of a version, also when it has been retired: to repeat what it did, not to
   * serve.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-model}, {@code unknown-version} or {@code
   *     artifact-damaged}
   */
  default ScoringModel kept(ModelName model, Selector version) {
    return pin(model, version);
  }

  /** The version that is tried beside the champion, when there is one that can score. */
  default Optional<ScoringModel> challenger(ModelName model) {
    return Optional.empty();
  }
}
