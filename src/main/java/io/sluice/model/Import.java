package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.Evaluation;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Ensemble;
import io.sluice.score.Fitted;
import io.sluice.score.Foreign;
import io.sluice.score.Kernel;
import io.sluice.score.ModelFile;
import io.sluice.score.Tree;
import io.sluice.step.StepRejected;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an artifact of a graph that another tool fitted, once it scores sample rows as it should.
 */
final class Import {
  /** Fewer rows show too little. */
  static final int LEAST = 20;

  /** Sums of floats by another tool, in another order, are no closer. */
  private static final double PARITY = 1e-5;

  private final ModelFile file;
  private final String code;

  Import(ModelFile file, String code) {
    this.file = file;
    this.code = code;
  }

  /**
   * What is brought.
   *
   * @param graph ONNX
   * @param rows that keep the contract, with its columns; labelled ones measure the model
   * @param expected the score that the tool gave each row, NaN where it is not told; null for none
   */
  record Brought(byte[] graph, Batch rows, double @Nullable [] expected) {}

  /** Rows that the model scores, and what came of it. */
  private record Run(EncodedRows rows, Kernel kernel, double[] scores) {}

  /**
   * @param difference largest one between our kernel and the graph's own scores
   */
  record Made(Artifact artifact, double difference) {}

  /**
   * @throws StepRejected {@code import-refused} when the graph cannot be taken or does not fit the
   *     features; {@code import-rows} when there are too few; {@code import-output} when what it
   *     gives is no score; {@code import-parity} when it does not give the expected scores
   */
  Made make(ModelSpecs.Entry entry, Brought brought) {
    ModelSpec spec = entry.spec();
    boolean[] any = new boolean[brought.rows().size()];
    List<Encoding> encodings = new EncodingFit(spec, entry.schema(), brought.rows(), any).fit();
    Encoder encoder = new Encoder(encodings);
    ModelFile.Opened opened = opened(spec, brought.graph(), encoder.width());
    Run own = run(opened.graph(), encoder, brought.rows());
    check(own, brought);
    canary(own, encodings);
    Run ours = own;
    Fitted fitted = opened.graph();
    double difference = 0;
    if (!(opened.fitted() instanceof Foreign)) {
      Fitted counted = counted(opened.fitted(), own.rows());
      Run kernel = run(counted, encoder, brought.rows());
      difference = apart(kernel.scores(), own.scores());
      if (difference <= PARITY) {
        ours = kernel;
        fitted = counted;
      }
    }
    boolean byKernel = !(fitted instanceof Foreign);
    Artifact artifact =
        artifact(entry, encodings, fitted, ours, brought, maker(opened.producer(), byKernel));
    return new Made(artifact, difference);
  }

  private static String maker(String producer, boolean kernel) {
    return "%s, imported; scored by %s"
        .formatted(
            producer.isBlank() ? "unnamed tool" : producer, kernel ? "Sluice" : "ONNX Runtime");
  }

  private ModelFile.Opened opened(ModelSpec spec, byte[] graph, int width) {
    ModelSpec.Target target = spec.target();
    boolean missing =
        spec.features().stream()
            .anyMatch(
                f ->
                    (f.missing() == null ? spec.missing().number() : f.missing()).kind()
                        == Missing.Kind.PASS);
    try {
      return file.open(graph, target == null ? "" : target.positive(), width, missing);
    } catch (ModelFile.DamagedFile e) {
      throw new StepRejected("import-refused", String.valueOf(e.getMessage()));
    }
  }

  private static Run run(Fitted fitted, Encoder encoder, Batch batch) {
    try {
      Kernel kernel = Kernel.of(fitted);
      boolean[] any = new boolean[batch.size()];
      EncodedRows rows = EncodedRows.of(encoder, batch, any, kernel.stride());
      if (rows.size() < LEAST)
        throw new StepRejected(
            "import-rows",
            "%d of the rows can be scored, at least %d are needed: the spec refuses missing values and unseen categories"
                .formatted(rows.size(), LEAST));
      double[] scores = new double[rows.size()];
      kernel.score(rows.rows(), 0, scores.length, scores);
      return new Run(rows, kernel, scores);
    } catch (ModelFile.DamagedFile | IllegalStateException e) {
      throw new StepRejected(
          "import-refused", "the graph does not score the rows: " + e.getMessage());
    }
  }

  private static void check(Run run, Brought brought) {
    for (int i = 0; i < run.scores().length; i++) {
      double score = run.scores()[i];
      int row = run.rows().kept()[i] + 1;
      if (!(score >= -PARITY && score <= 1 + PARITY))
        throw new StepRejected(
            "import-output",
            "row %d: the graph gives %s, a score is from 0 to 1; the output has to be a probability"
                .formatted(row, Double.isNaN(score) ? "no number" : "a number outside of it"),
            Map.of("row", row));
      double[] expected = brought.expected();
      double told = expected == null ? Double.NaN : expected[row - 1];
      if (Math.abs(told - score) > PARITY)
        throw new StepRejected(
            "import-parity",
            String.format(
                Locale.ROOT,
                "row %d: the graph gives %.6f and expected_score says %.6f: are the features of the"
                    + " spec in the order of the graph's input?",
                row,
                score,
                told),
            Map.of("row", row));
    }
  }

  /** Where a missing value is left to the model, it has to give a score for one. */
  private static void canary(Run sample, List<Encoding> encodings) {
    double[] score = new double[1];
    int at = 0;
    for (Encoding encoding : encodings) {
      if (encoding instanceof Encoding.Numeric number && number.open()) {
        double[] row = Arrays.copyOf(sample.rows().rows(), sample.rows().stride());
        row[at] = Double.NaN;
        sample.kernel().score(row, 0, 1, score);
        if (!Double.isFinite(score[0]))
          throw new StepRejected(
              "import-output",
              "without '%s' the graph gives no number: refuse its missing values or name one"
                  .formatted(encoding.column()),
              Map.of("column", encoding.column()));
      }
      at += encoding.width();
    }
  }

  private static double apart(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
  }

  /**
   * Reasons need to know how many rows come to each node: those brought stand for the training's.
   */
  private static Fitted counted(Fitted fitted, EncodedRows rows) {
    if (!(fitted instanceof Ensemble ensemble)) return fitted;
    double[][] each = rows.set().rows();
    List<Tree> trees = ensemble.trees().stream().map(tree -> tree.counted(each)).toList();
    return new Ensemble(ensemble.width(), ensemble.base(), ensemble.link(), trees);
  }

  private Artifact artifact(
      ModelSpecs.Entry entry,
      List<Encoding> encodings,
      Fitted fitted,
      Run run,
      Brought brought,
      String maker) {
    ModelSpec spec = entry.spec();
    Evaluation.@Nullable Scored measured = measured(spec, run, brought.rows());
    List<String> features = TrainingColumns.of(spec).features();
    String data = Rows.sha256(Rows.columns(brought.rows(), features));
    long refused = brought.rows().size() - run.scores().length;
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            spec.name().value(),
            spec.contract(),
            spec.target(),
            encodings,
            spec.algorithm(),
            spec.seed(),
            spec.split(),
            new Manifest.Data(data, 0, run.scores().length, 0, refused),
            measured == null ? null : Metrics.of(measured.scores(), measured.positive()),
            maker,
            code,
            List.of(
                "contract:" + spec.contract() + "@" + entry.schema().version(),
                "rows:" + data,
                "onnx:" + Sha256.of(brought.graph()),
                "spec:" + entry.sha256()),
            measured == null ? null : Evaluation.of(measured, spec.cutoffs(), spec.slices()),
            null,
            null,
            spec.monitoring(),
            run.rows().averages(),
            spec.reasons().isEmpty() ? null : spec.reasons());
    return new Artifact(
        manifest,
        fitted,
        Baseline.of(brought.rows(), features, run.scores()),
        Golden.pick(run.kernel(), run.rows().rows(), run.scores(), spec.seed()),
        ModelCard.of(manifest, spec.limits()));
  }

  /** The labelled rows, when they are enough to measure by. */
  private static Evaluation.@Nullable Scored measured(ModelSpec spec, Run run, Batch all) {
    ModelSpec.Target target = spec.target();
    if (target == null) return null;
    if (all.columns().stream().noneMatch(c -> c.name().equals(target.column()))) return null;
    Batch kept = Rows.select(all, run.rows().kept());
    boolean[] labelled = TrainingData.labelled(kept, target);
    int[] rows = Rows.where(labelled.length, row -> labelled[row]);
    Batch batch = Rows.select(kept, rows);
    boolean[] positive = TrainingData.of(batch, TrainingColumns.of(spec)).positive();
    long positives = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    if (positives < 2 || positive.length - positives < 2 || positive.length < EncodedRows.LEAST)
      return null;
    return new Evaluation.Scored(batch, Rows.select(run.scores(), rows), positive);
  }
}
