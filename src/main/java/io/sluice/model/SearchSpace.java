package io.sluice.model;

import java.util.SplittableRandom;

/**
 * Where a search looks. The number of trees and of iterations stays as the spec says: more of them
 * cost time and hardly spoil a model, so they are not for chance to choose.
 */
final class SearchSpace {
  private SearchSpace() {}

  static Algorithm draw(Algorithm spec, int features, SplittableRandom random) {
    return switch (spec) {
      case Algorithm.RandomForest forest ->
          new Algorithm.RandomForest(
              forest.trees(),
              random.nextInt(4, 31),
              whole(random, 1, 100),
              whole(random, 1, features));
      case Algorithm.GradientBoosting boosting ->
          new Algorithm.GradientBoosting(
              boosting.trees(),
              random.nextInt(2, 11),
              whole(random, 4, 64),
              whole(random, 5, 200),
              rounded(logarithmic(random, 0.01, 0.3)),
              rounded(random.nextDouble(0.5, 1)));
      case Algorithm.IsolationForest forest ->
          new Algorithm.IsolationForest(forest.trees(), whole(random, 64, 2_048));
      case Algorithm.Imported imported -> imported;
      case Algorithm.LogisticRegression regression ->
          new Algorithm.LogisticRegression(
              rounded(logarithmic(random, 1e-4, 1e3)), regression.iterations());
    };
  }

  /** Small values as often as large ones, by their order of magnitude. */
  private static double logarithmic(SplittableRandom random, double least, double most) {
    return Math.exp(Math.log(least) + random.nextDouble() * Math.log(most / least));
  }

  private static int whole(SplittableRandom random, int least, int most) {
    return Math.clamp(Math.round(logarithmic(random, least, most)), least, most);
  }

  /** To three digits, so that a person can write the choice into the spec. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.2e", value));
  }
}
