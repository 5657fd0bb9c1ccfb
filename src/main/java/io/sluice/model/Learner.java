package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.Schema;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.step.StepRejected;
import java.util.List;

/** Fits encodings and model by a spec; what it learns from is what it is given, and no more. */
final class Learner {
  private final Trainer trainer;
  private final ModelSpec spec;
  private final Schema schema;
  private final TrainingProgress progress;

  Learner(Trainer trainer, ModelSpecs.Entry entry, TrainingProgress progress) {
    this.trainer = trainer;
    this.spec = entry.spec();
    this.schema = entry.schema();
    this.progress = progress;
  }

  /**
   * @throws StepRejected {@code training-data} when the rows have one class only, or too few for
   *     the weights
   */
  Learned learn(Batch rows, boolean[] positive, Algorithm algorithm) {
    List<Encoding> encodings = new EncodingFit(spec, schema, rows, positive).fit();
    Encoder encoder = new Encoder(encodings);
    EncodedRows encoded = EncodedRows.of(encoder, rows, positive, encoder.width());
    if (!algorithm.unsupervised()) encoded = encoded.withBothClasses("training");
    Fit fit = new Fit(algorithm, factors(encoded.positive()), spec.seed(), progress::step);
    List<Double> averages = algorithm.linear() ? encoded.averages() : null;
    return new Learned(encodings, trainer.train(encoded.set(), fit), encoded.size(), averages);
  }

  private ClassWeights.Factors factors(boolean[] positive) {
    ClassWeights weights = spec.classWeights();
    if (weights == null) return ClassWeights.Factors.EQUAL;
    ClassWeights.Factors factors = weights.factors(positive);
    long negatives = Rows.where(positive.length, row -> !positive[row]).length;
    if (factors.positive() > negatives)
      throw new StepRejected(
          "training-data",
          "classWeights.positive is %d; with %d negative rows to learn from at most that is right"
              .formatted(factors.positive(), negatives));
    return factors;
  }
}
