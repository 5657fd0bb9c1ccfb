package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import io.sluice.score.Refusal;
import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From labelled rows to an artifact. */
final class Training {
  private static final int LEAST = 50;

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
  Artifact train(ModelSpecs.Entry entry, TrainingData data) {
    ModelSpec spec = entry.spec();
    if (data.positive().length < LEAST)
      throw tooLittle("%d labelled rows".formatted(data.positive().length));
    Holdout split = Holdout.of(data, spec);
    Batch rows = Rows.select(data.features(), split.train());
    boolean[] answers = Rows.select(data.positive(), split.train());
    List<Encoding> encodings = new EncodingFit(spec, entry.schema(), rows, answers).fit();
    Encoder encoder = new Encoder(encodings);
    Encoded train = Encoded.of(encoder, rows, answers, encoder.width());
    Fitted fitted = trainer.train(train.set("training"), spec.algorithm(), spec.seed());

    Kernel kernel = Kernel.of(fitted);
    Encoded held =
        Encoded.of(
            encoder,
            Rows.select(data.features(), split.holdout()),
            Rows.select(data.positive(), split.holdout()),
            kernel.stride());
    held.bothClasses("hold-out");
    double[] scores = new double[held.size()];
    kernel.score(held.rows(), 0, held.size(), scores);
    Manifest.Data counts =
        new Manifest.Data(
            data.sha256(),
            train.size(),
            held.size(),
            data.unlabelled(),
            train.refused() + held.refused());
    Manifest manifest = manifest(entry, encodings, counts, Metrics.of(scores, held.positive()));
    List<String> features = spec.features().stream().map(ModelSpec.Feature::column).toList();
    Baseline baseline = Baseline.of(rows, features, scores);
    Golden golden = Golden.pick(kernel, held.rows(), scores, spec.seed());
    return new Artifact(manifest, fitted, baseline, golden, ModelCard.of(manifest));
  }

  private Manifest manifest(
      ModelSpecs.Entry entry, List<Encoding> encodings, Manifest.Data data, Metrics metrics) {
    ModelSpec spec = entry.spec();
    return new Manifest(
        Manifest.FORMAT,
        spec.name().value(),
        spec.contract(),
        spec.target(),
        encodings,
        spec.algorithm(),
        spec.seed(),
        spec.split(),
        data,
        metrics,
        trainer.library(),
        code,
        List.of(
            "contract:" + spec.contract() + "@" + entry.schema().version(),
            "data:" + data.sha256(),
            "spec:" + entry.sha256()));
  }

  /**
   * Encoded rows without the refused ones.
   *
   * @param rows one after another, {@code stride} numbers each
   */
  private record Encoded(double[] rows, int stride, boolean[] positive, int refused) {

    static Encoded of(Encoder encoder, Batch batch, boolean[] positive, int stride) {
      double[] rows = new double[batch.size() * stride];
      List<Refusal> refusals = encoder.encode(batch, 0, batch.size(), rows, stride);
      if (refusals.isEmpty()) return new Encoded(rows, stride, positive, 0);
      boolean[] refused = new boolean[batch.size()];
      for (Refusal refusal : refusals) refused[refusal.row()] = true;
      int[] kept = Rows.where(batch.size(), row -> !refused[row]);
      for (int i = 0; i < kept.length; i++)
        System.arraycopy(rows, kept[i] * stride, rows, i * stride, stride);
      return new Encoded(
          Arrays.copyOf(rows, kept.length * stride),
          stride,
          Rows.select(positive, kept),
          refusals.size());
    }

    int size() {
      return positive.length;
    }

    void bothClasses(String part) {
      boolean some = false;
      boolean all = true;
      for (boolean p : positive) {
        some |= p;
        all &= p;
      }
      if (!some || all) throw tooLittle("one class only in the %s rows".formatted(part));
    }

    TrainingSet set(String part) {
      bothClasses(part);
      double[][] each = new double[size()][];
      for (int i = 0; i < each.length; i++)
        each[i] = Arrays.copyOfRange(rows, i * stride, (i + 1) * stride);
      return new TrainingSet(each, positive);
    }
  }

  private static StepRejected tooLittle(String what) {
    return new StepRejected(
        "training-data",
        "%s: at least %d labelled rows with both outcomes in the training part and the hold-out"
                .formatted(what, LEAST)
            + " are needed",
        Map.of());
  }
}
