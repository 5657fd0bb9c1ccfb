package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.DeLong;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Selector;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Lets two versions score the hold-out of one of them, as they would when serving. */
final class Duel {

  /** Rows of each class from which on a smaller set that neither learned from is better. */
  private static final int ENOUGH = 50;

  private final ModelRuntime runtime;

  Duel(ModelRuntime runtime) {
    this.runtime = runtime;
  }

  record Side(String version, Manifest manifest) {}

  /**
   * Rows to measure on, as positions in the data.
   *
   * @param overlap whether the champion learned from some of them
   */
  private record Ground(int[] rows, Comparison.Overlap overlap) {}

  /**
   * @param data of the challenger's training, with the champion's columns
   */
  Comparison fight(ModelName model, Side challenger, Side champion, TrainingData data) {
    Ground ground = ground(challenger.manifest(), champion.manifest(), data);
    Batch rows = Rows.select(data.rows(), ground.rows());
    boolean[] positive = Rows.select(data.positive(), ground.rows());
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
        ground.overlap(),
        new Comparison.Measured(
            both.length,
            Metrics.of(first, outcomes),
            Metrics.of(second, outcomes),
            DeLong.difference(first, second, outcomes)));
  }

  /**
   * The hold-out of the challenger; of the same data with another seed, what both kept back where
   * that is enough.
   */
  private static Ground ground(Manifest own, Manifest champion, TrainingData data) {
    int size = data.positive().length;
    int[] held = Holdout.of(size, data.time(), own.split(), own.seed()).holdout();
    Comparison.Overlap overlap = overlap(own, champion, data);
    boolean found = champion.split().random() || champion.split().by().equals(own.split().by());
    if (overlap != Comparison.Overlap.SOME || !found) return new Ground(held, overlap);
    BitSet theirs = new BitSet(size);
    for (int row : Holdout.of(size, data.time(), champion.split(), champion.seed()).holdout())
      theirs.set(row);
    int[] both = IntStream.of(held).filter(theirs::get).toArray();
    long positives = IntStream.of(both).filter(row -> data.positive()[row]).count();
    return Math.min(positives, both.length - positives) < ENOUGH
        ? new Ground(held, overlap)
        : new Ground(both, Comparison.Overlap.NONE);
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
