package io.sluice.model;

import io.sluice.score.Encoder;
import io.sluice.score.Kernel;
import io.sluice.score.ModelName;
import io.sluice.score.ReasonWords;
import io.sluice.score.Reasons;
import io.sluice.score.ScoringModel;
import io.sluice.step.StepRejected;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts versions together, ready to score, once they have shown that they score as at training. */
final class Assembly {
  private final Artifacts artifacts;

  Assembly(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * @throws StepRejected as {@link Artifacts#read} does, and {@code golden-mismatch} when the
   *     kernel that would serve does not give the golden rows their scores
   */
  ScoringModel ready(ModelName model, Models.Version version) {
    return ready(model, version, artifacts.read(model, version.sha256()));
  }

  /**
   * @throws StepRejected {@code golden-mismatch}
   */
  static ScoringModel ready(ModelName model, Models.Version version, Artifact artifact) {
    Manifest manifest = artifact.manifest();
    ScoringModel.Facts facts =
        new ScoringModel.Facts(
            manifest.contract(),
            manifest.meaning(),
            manifest.algorithm().toString(),
            version.sha256());
    Kernel kernel = Kernel.of(artifact.fitted());
    Encoder encoder = new Encoder(manifest.encodings());
    double difference = artifact.golden().replay(kernel);
    double tolerance = Golden.tolerance(kernel);
    if (!(difference <= tolerance)) throw mismatch(model, version, difference, tolerance);
    return new ScoringModel(model, version.version(), facts, encoder, kernel, reasons(artifact));
  }

  private static Optional<Reasons> reasons(Artifact artifact) {
    Manifest manifest = artifact.manifest();
    Map<String, ReasonWords> words = manifest.reasons();
    return Reasons.of(
        artifact.fitted(),
        manifest.encodings(),
        manifest.averages(),
        words == null ? Map.of() : words);
  }

  private static StepRejected mismatch(
      ModelName model, Models.Version version, double difference, double tolerance) {
    return new StepRejected(
        "golden-mismatch",
        String.format(
            Locale.ROOT,
            "version %s of model %s does not score its golden rows as at training: the scores are"
                + " %.3g apart, at most %.0e is right; train it again or release another version",
            version.version(),
            model,
            difference,
            tolerance),
        Map.of("model", model.value(), "version", version.version()));
  }
}
