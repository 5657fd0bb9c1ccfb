package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.Evaluation;
import io.sluice.step.Progress;
import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From labelled rows to an artifact. */
final class Training {
  private final Trainer trainer;
  private final String code;

  /**
   * @param code version of Sluice, for the manifest
   */
  Training(Trainer trainer, String code) {
    this.trainer = trainer;
    this.code = code;
  }

  /**
   * @throws StepRejected {@code training-data} when there is too little to learn from
   */
  Artifact train(ModelSpecs.Entry entry, TrainingData data, Progress progress) {
    ModelSpec spec = entry.spec();
    int size = data.positive().length;
    if (size < EncodedRows.LEAST) throw EncodedRows.tooLittle("%d labelled rows".formatted(size));
    Holdout split = Holdout.of(size, data.time(), spec.split(), spec.seed());
    Batch rows = Rows.select(data.rows(), split.train());
    boolean[] answers = Rows.select(data.positive(), split.train());
    Learner learner = new Learner(trainer, entry, new TrainingProgress(progress, size, spec));
    List<Trial> trials = search(spec, learner, rows, answers);
    Algorithm algorithm = trials == null ? spec.algorithm() : Search.best(trials);
    Learned learned = learner.learn(rows, answers, algorithm);

    Batch held = Rows.select(data.rows(), split.holdout());
    boolean[] outcomes = Rows.select(data.positive(), split.holdout());
    Evaluation.Scored scored =
        spec.target() == null
            ? learned.score(held, outcomes)
            : learned.score(held, outcomes, "hold-out");
    int measured = scored.scores().length;
    Manifest.Data counts =
        new Manifest.Data(
            data.sha256(),
            learned.rows(),
            measured,
            data.unlabelled(),
            size - learned.rows() - measured);
    Manifest manifest = manifest(entry, learned, algorithm, counts, scored, trials);
    List<String> features = TrainingColumns.of(spec).features();
    return new Artifact(
        manifest,
        learned.fitted(),
        Baseline.of(rows, features, scored.scores()),
        learned.golden(held, spec.seed()),
        ModelCard.of(manifest, spec.limits()));
  }

  private static @Nullable List<Trial> search(
      ModelSpec spec, Learner learner, Batch rows, boolean[] answers) {
    SearchBudget search = spec.search();
    if (search == null) return null;
    String by = spec.split().by();
    double[] time =
        spec.split().random()
            ? new double[0]
            : Arrays.copyOf(rows.numbers(rows.index(by)), rows.size());
    return new Search(learner, spec).run(search.tries(), rows, answers, time);
  }

  private Manifest manifest(
      ModelSpecs.Entry entry,
      Learned learned,
      Algorithm algorithm,
      Manifest.Data data,
      Evaluation.Scored scored,
      @Nullable List<Trial> trials) {
    ModelSpec spec = entry.spec();
    return new Manifest(
        Manifest.FORMAT,
        spec.name().value(),
        spec.contract(),
        spec.target(),
        learned.encodings(),
        algorithm,
        spec.seed(),
        spec.split(),
        data,
        spec.target() == null ? null : Metrics.of(scored.scores(), scored.positive()),
        trainer.library(),
        code,
        List.of(
            "contract:" + spec.contract() + "@" + entry.schema().version(),
            "data:" + data.sha256(),
            "spec:" + entry.sha256()),
        spec.target() == null ? null : Evaluation.of(scored, spec.cutoffs(), spec.slices()),
        spec.classWeights(),
        trials,
        spec.monitoring(),
        learned.averages(),
        spec.reasons().isEmpty() ? null : spec.reasons());
  }
}
