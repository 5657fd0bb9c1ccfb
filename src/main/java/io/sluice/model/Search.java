package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.model.measure.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random search for hyperparameters (Bergstra and Bengio 2012) within the training part: a quarter
 * of it, split off as the hold-out is, measures each try. It is never given the hold-out.
 */
final class Search {
  private static final double INNER = 0.25;

  private final Learner learner;
  private final ModelSpec spec;

  Search(Learner learner, ModelSpec spec) {
    this.learner = learner;
    this.spec = spec;
  }

  /**
   * The tries in their order; the first is the spec's own algorithm, so that a search never ends
   * below it on the rows that it measures with.
   *
   * @param time of each row; empty when the split is random
   */
  List<Trial> run(int tries, Batch rows, boolean[] positive, double[] time) {
    SplittableRandom random = new SplittableRandom(spec.seed()).split();
    ModelSpec.Split inner = new ModelSpec.Split(INNER, spec.split().by());
    Holdout split = Holdout.of(positive.length, time, inner, random.nextLong());
    Batch learn = Rows.select(rows, split.train());
    boolean[] answers = Rows.select(positive, split.train());
    Batch held = Rows.select(rows, split.holdout());
    boolean[] outcomes = Rows.select(positive, split.holdout());
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      Algorithm algorithm =
          i == 0
              ? spec.algorithm()
              : SearchSpace.draw(spec.algorithm(), spec.features().size(), random);
      Learned learned = learner.learn(learn, answers, algorithm);
      Evaluation.Scored scored = learned.score(held, outcomes, "search's own hold-out");
      trials.add(new Trial(algorithm, Metrics.of(scored.scores(), scored.positive()).auc()));
    }
    return List.copyOf(trials);
  }

  /** The try with the largest AUC, the first of equals. */
  static Algorithm best(List<Trial> trials) {
    return trials.stream()
        .min(Comparator.comparingDouble(trial -> -trial.auc()))
        .orElseThrow()
        .algorithm();
  }
}
