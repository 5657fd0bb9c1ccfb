package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.DeLong;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Selector;
import java.util.stream.IntStream;

/** Lets two versions score the hold-out of one of them, as they would when serving. */
final class Duel {
  private final ModelRuntime runtime;

  Duel(ModelRuntime runtime) {
    this.runtime = runtime;
  }

  record Side(String version, Manifest manifest) {}

  /**
   * @param data of the challenger's training, with the champion's columns
   */
  Comparison fight(ModelName model, Side challenger, Side champion, TrainingData data) {
    Manifest own = challenger.manifest();
    Holdout split = Holdout.of(data.positive().length, data.time(), own.split(), own.seed());
    Batch rows = Rows.select(data.rows(), split.holdout());
    boolean[] positive = Rows.select(data.positive(), split.holdout());
    double[] ours = runtime.pin(model, new Selector(challenger.version())).score(rows).scores();
    double[] theirs = runtime.pin(model, new Selector(champion.version())).score(rows).scores();
    int[] both =
        Rows.where(rows.size(), row -> !Double.isNaN(ours[row]) && !Double.isNaN(theirs[row]));
    boolean[] outcomes = Rows.select(positive, both);
    long positives = IntStream.range(0, both.length).filter(i -> outcomes[i]).count();
    if (positives < 2 || both.length - positives < 2)
      return Comparison.nothing(
          challenger.version(),
          champion.version(),
          Comparison.Verdict.NOT_COMPARABLE,
          "of the hold-out rows that both score, %d are positive and %d negative: two of each are needed"
              .formatted(positives, both.length - positives));
    double[] first = Rows.select(ours, both);
    double[] second = Rows.select(theirs, both);
    return Comparison.of(
        challenger.version(),
        champion.version(),
        overlap(own, champion.manifest(), data),
        new Comparison.Measured(
            both.length,
            Metrics.of(first, outcomes),
            Metrics.of(second, outcomes),
            DeLong.difference(first, second, outcomes)));
  }

  private static Comparison.Overlap overlap(Manifest own, Manifest champion, TrainingData data) {
    // Of the champion's own columns: another choice of features is no other data.
    String hash = data.sha256(TrainingColumns.of(champion));
    if (!hash.equals(champion.data().sha256())) return Comparison.Overlap.UNKNOWN;
    boolean sameSplit =
        own.split().equals(champion.split())
            && (!own.split().random() || own.seed() == champion.seed());
    return sameSplit ? Comparison.Overlap.NONE : Comparison.Overlap.SOME;
  }
}
