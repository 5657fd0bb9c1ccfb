package io.sluice.smile;

import io.sluice.model.Algorithm;
import io.sluice.model.ClassWeights;
import io.sluice.model.Fit;
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
  public Fitted train(TrainingSet set, Fit fit) {
    Algorithm algorithm = fit.algorithm();
    if (!algorithm.weighable() && !fit.weights().equals(ClassWeights.Factors.EQUAL))
      throw new IllegalArgumentException("Smile cannot weight the classes of " + algorithm);
    return switch (algorithm) {
      case Algorithm.RandomForest forest -> FittedTrees.of(forest(set, forest, fit), set.width());
      case Algorithm.GradientBoosting boosting ->
          FittedTrees.of(boosting(set, boosting, fit), boosting.rate(), set.width());
      case Algorithm.IsolationForest forest -> FittedIsolation.of(set, forest, fit);
      case Algorithm.Imported imported ->
          throw new IllegalArgumentException("an imported model is not trained here");
      case Algorithm.LogisticRegression regression -> {
        Fitted fitted = FittedTrees.of(regression(set, regression));
        fit.step().run();
        yield fitted;
      }
    };
  }

  @Override
  public String library() {
    return "smile 6.3.0";
  }

  static RandomForest forest(TrainingSet set, Algorithm.RandomForest a, long seed) {
    return forest(set, a, new Fit(a, ClassWeights.Factors.EQUAL, seed, () -> {}));
  }

  private static RandomForest forest(TrainingSet set, Algorithm.RandomForest a, Fit fit) {
    // Smile divides the rows that it draws of a class: the other class then counts so much more.
    int[] divisors = {fit.weights().positive(), fit.weights().negative()};
    long[] seeds = new SplittableRandom(fit.seed()).longs(a.trees()).map(s -> s >>> 1).toArray();
    try (var told = new Steps<RandomForest.TrainingStatus>(fit.step())) {
      RandomForest.Options options =
          new RandomForest.Options(
              a.trees(),
              a.columns(),
              SplitRule.GINI,
              a.depth(),
              0,
              a.nodeSize(),
              1.0,
              divisors,
              seeds,
              told);
      return RandomForest.fit(Formula.lhs(Frames.TARGET), Frames.of(set), options);
    }
  }

  static GradientTreeBoost boosting(TrainingSet set, Algorithm.GradientBoosting a, long seed) {
    return boosting(set, a, new Fit(a, ClassWeights.Factors.EQUAL, seed, () -> {}));
  }

  private static GradientTreeBoost boosting(
      TrainingSet set, Algorithm.GradientBoosting a, Fit fit) {
    try (var told = new Steps<GradientTreeBoost.TrainingStatus>(fit.step())) {
      GradientTreeBoost.Options options =
          new GradientTreeBoost.Options(
              a.trees(), a.depth(), a.leaves(), a.nodeSize(), a.rate(), a.sample(), null, told);
      DataFrame frame = Frames.of(set);
      MathEx.setSeed(fit.seed());
      return GradientTreeBoost.fit(Formula.lhs(Frames.TARGET), frame, options);
    }
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
