package io.sluice.smile;

import io.sluice.model.Algorithm;
import io.sluice.model.Trainer;
import io.sluice.model.TrainingSet;
import io.sluice.score.Fitted;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import smile.classification.GradientTreeBoost;
import smile.classification.LogisticRegression;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.math.MathEx;
import smile.model.cart.SplitRule;

/** Trains with Smile and hands the fitted numbers over; nothing of Smile leaves this room. */
final class SmileTrainer implements Trainer {
  /**
   * Smile adds up gradients in parallel parts whose number follows the pool; a pool of fixed size
   * makes the last digits the same on every machine.
   */
  private static final int PARTS = 2;

  @Override
  public Fitted train(TrainingSet set, Algorithm algorithm, long seed) {
    return switch (algorithm) {
      case Algorithm.RandomForest forest -> FittedTrees.of(forest(set, forest, seed), set.width());
      case Algorithm.GradientBoosting boosting ->
          FittedTrees.of(boosting(set, boosting, seed), boosting.rate(), set.width());
      case Algorithm.LogisticRegression regression -> FittedTrees.of(regression(set, regression));
    };
  }

  @Override
  public String library() {
    return "smile 6.3.0";
  }

  static RandomForest forest(TrainingSet set, Algorithm.RandomForest a, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(a.trees()).map(s -> s >>> 1).toArray();
    RandomForest.Options options =
        new RandomForest.Options(
            a.trees(),
            a.columns(),
            SplitRule.GINI,
            a.depth(),
            0,
            a.nodeSize(),
            1.0,
            null,
            seeds,
            null);
    return RandomForest.fit(Formula.lhs(Frames.TARGET), Frames.of(set), options);
  }

  static GradientTreeBoost boosting(TrainingSet set, Algorithm.GradientBoosting a, long seed) {
    GradientTreeBoost.Options options =
        new GradientTreeBoost.Options(
            a.trees(), a.depth(), a.leaves(), a.nodeSize(), a.rate(), a.sample(), null, null);
    DataFrame frame = Frames.of(set);
    MathEx.setSeed(seed);
    return GradientTreeBoost.fit(Formula.lhs(Frames.TARGET), frame, options);
  }

  static LogisticRegression.Binomial regression(
      TrainingSet set, Algorithm.LogisticRegression algorithm) {
    LogisticRegression.Options options =
        new LogisticRegression.Options(algorithm.lambda(), 1e-5, algorithm.iterations());
    try (ForkJoinPool pool = new ForkJoinPool(PARTS)) {
      return pool.submit(() -> LogisticRegression.binomial(set.rows(), Frames.target(set), options))
          .join();
    }
  }
}
