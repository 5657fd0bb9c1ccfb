package io.sluice.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Algorithm;
import io.sluice.model.TrainingSet;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import smile.classification.GradientTreeBoost;
import smile.classification.LogisticRegression;
import smile.classification.RandomForest;
import smile.data.DataFrame;

class SmileTrainerTest {
  private static final double EXACT = 1e-12;

  private final TrainingSet train = Worlds.of(3_000, 14, 1);
  private final TrainingSet test = Worlds.of(2_000, 14, 2);
  private final DataFrame frame = Frames.of(test);

  @Test
  void scoresARandomForestAsSmileItselfDoesOnEveryRow() {
    var algorithm = new Algorithm.RandomForest(60, 20, 5, 0);
    RandomForest forest = SmileTrainer.forest(train, algorithm, 7);
    assertSame(
        FittedTrees.of(forest, 14),
        row -> {
          double[] posteriori = new double[2];
          forest.predict(frame.get(row), posteriori);
          return posteriori[1];
        });
  }

  @Test
  void scoresGradientBoostingAsSmileItselfDoesOnEveryRow() {
    var algorithm = new Algorithm.GradientBoosting(80, 6, 16, 10, 0.1, 0.7);
    GradientTreeBoost boosting = SmileTrainer.boosting(train, algorithm, 7);
    assertSame(
        FittedTrees.of(boosting, 0.1, 14),
        row -> {
          double[] posteriori = new double[2];
          boosting.predict(frame.get(row), posteriori);
          return posteriori[1];
        });
  }

  @Test
  void scoresLogisticRegressionAsSmileItselfDoesOnEveryRow() {
    LogisticRegression.Binomial regression =
        SmileTrainer.regression(train, new Algorithm.LogisticRegression(0.1, 500));
    assertSame(
        FittedTrees.of(regression),
        row -> {
          double[] posteriori = new double[2];
          regression.predict(test.rows()[row], posteriori);
          return posteriori[1];
        });
  }

  @Test
  void givesTheSameModelForTheSameSeedAndAnotherForAnother() {
    for (Algorithm algorithm :
        new Algorithm[] {
          new Algorithm.RandomForest(10, 12, 5, 0),
          new Algorithm.GradientBoosting(10, 6, 8, 10, 0.1, 0.7)
        }) {
      Fitted once = new SmileTrainer().train(train, algorithm, 7);
      assertThat(new SmileTrainer().train(train, algorithm, 7)).isEqualTo(once);
      assertThat(new SmileTrainer().train(train, algorithm, 8)).isNotEqualTo(once);
    }
  }

  @Test
  void fitsTheSameRegressionWhateverPoolTheCallerRunsIn() {
    Algorithm algorithm = new Algorithm.LogisticRegression(0.1, 500);
    Fitted here = new SmileTrainer().train(train, algorithm, 7);
    try (var pool = new java.util.concurrent.ForkJoinPool(7)) {
      assertThat(pool.submit(() -> new SmileTrainer().train(train, algorithm, 7)).join())
          .isEqualTo(here);
    }
  }

  private void assertSame(Fitted fitted, IntToDoubleFunction smile) {
    Kernel kernel = Kernel.of(fitted);
    int rows = test.rows().length;
    double[] encoded = new double[rows * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int i = 0; i < rows; i++)
      System.arraycopy(test.rows()[i], 0, encoded, i * kernel.stride(), kernel.width());
    double[] scores = new double[rows];
    kernel.score(encoded, 0, rows, scores);
    double worst = 0;
    for (int i = 0; i < rows; i++)
      worst = Math.max(worst, Math.abs(scores[i] - smile.applyAsDouble(i)));
    assertThat(worst).isLessThan(EXACT);
  }
}
