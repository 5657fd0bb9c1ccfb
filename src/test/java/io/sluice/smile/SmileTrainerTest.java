package io.sluice.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Algorithm;
import io.sluice.model.ClassWeights;
import io.sluice.model.Fit;
import io.sluice.model.TrainingSet;
import io.sluice.score.Fitted;
import io.sluice.score.Kernel;
import io.sluice.step.StepUnavailable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
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
  void raisesTheScoresOfAForestWhosePositivesCountMore() {
    Algorithm algorithm = new Algorithm.RandomForest(20, 12, 5, 0);
    double plain = mean(fitted(algorithm, ClassWeights.Factors.EQUAL));
    assertThat(mean(fitted(algorithm, new ClassWeights.Factors(4, 1)))).isGreaterThan(plain + .1);
    assertThat(mean(fitted(algorithm, new ClassWeights.Factors(1, 4)))).isLessThan(plain - .1);
    assertThatThrownBy(
            () ->
                fitted(new Algorithm.LogisticRegression(0.1, 500), new ClassWeights.Factors(2, 1)))
        .hasMessageContaining("cannot weight");
  }

  @Test
  void tellsEachStepAndStopsWhenTheListenerThrows() {
    for (Algorithm algorithm :
        new Algorithm[] {
          new Algorithm.RandomForest(10, 12, 5, 0),
          new Algorithm.GradientBoosting(10, 6, 8, 10, 0.1, 0.7),
          new Algorithm.LogisticRegression(0.1, 500)
        }) {
      AtomicInteger told = new AtomicInteger();
      trainer(algorithm, told::incrementAndGet);
      assertThat(told).hasValue(algorithm.steps());
      assertThatThrownBy(() -> trainer(algorithm, SmileTrainerTest::tooLate))
          .isInstanceOf(StepUnavailable.class)
          .hasMessage("too late");
    }
  }

  private void trainer(Algorithm algorithm, Runnable step) {
    new SmileTrainer().train(train, new Fit(algorithm, ClassWeights.Factors.EQUAL, 7, step));
  }

  private static void tooLate() {
    throw new StepUnavailable("too late", null);
  }

  private Fitted fitted(Algorithm algorithm, ClassWeights.Factors weights) {
    return new SmileTrainer().train(train, new Fit(algorithm, weights, 7, () -> {}));
  }

  private double mean(Fitted fitted) {
    return Arrays.stream(scores(fitted)).average().orElseThrow();
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
    double[] scores = scores(fitted);
    double worst = 0;
    for (int i = 0; i < scores.length; i++)
      worst = Math.max(worst, Math.abs(scores[i] - smile.applyAsDouble(i)));
    assertThat(worst).isLessThan(EXACT);
  }

  private double[] scores(Fitted fitted) {
    Kernel kernel = Kernel.of(fitted);
    int rows = test.rows().length;
    double[] encoded = new double[rows * kernel.stride()];
    Arrays.fill(encoded, Kernel.PADDING);
    for (int i = 0; i < rows; i++)
      System.arraycopy(test.rows()[i], 0, encoded, i * kernel.stride(), kernel.width());
    double[] scores = new double[rows];
    kernel.score(encoded, 0, rows, scores);
    return scores;
  }
}
