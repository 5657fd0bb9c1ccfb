package io.sluice.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Algorithm;
import io.sluice.model.ClassWeights;
import io.sluice.model.Fit;
import io.sluice.model.TrainingSet;
import io.sluice.score.Ensemble;
import io.sluice.score.Kernel;
import io.sluice.score.Tree;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import smile.anomaly.IsolationTree;

class FittedIsolationTest {
  private static final Algorithm.IsolationForest ALGORITHM = new Algorithm.IsolationForest(50, 256);

  private final TrainingSet set = Worlds.of(3_000, 6, 1);

  private static Fit fit(long seed) {
    return new Fit(ALGORITHM, ClassWeights.Factors.EQUAL, seed, () -> {});
  }

  @Test
  void scoresByTheMeanPathOfSmilesOwnTrees() {
    List<IsolationTree> trees = FittedIsolation.trees(set, 50, 256, fit(7));
    Ensemble ensemble = FittedIsolation.of(set, ALGORITHM, fit(7));
    double usual = FittedIsolation.meanPath(256);
    for (double[] row : Worlds.of(500, 6, 2).rows()) {
      double mean = trees.stream().mapToDouble(tree -> tree.path(row)).average().orElseThrow();
      assertThat(score(ensemble, row)).isCloseTo(Math.pow(2, -mean / usual), within(1e-12));
    }
  }

  @Test
  void findsARowThatIsUnlikeTheOthers() {
    Ensemble ensemble = FittedIsolation.of(set, ALGORITHM, fit(7));
    double[] usual = set.rows()[0].clone();
    double[] odd = usual.clone();
    odd[0] = 40;
    odd[1] = -30;
    odd[2] = 500;
    assertThat(score(ensemble, odd)).isGreaterThan(.7);
    assertThat(score(ensemble, usual)).isLessThan(.6);
  }

  @Test
  void growsTheSameForestFromTheSameSeedAndCountsTheRows() {
    Ensemble once = FittedIsolation.of(set, ALGORITHM, fit(7));
    assertThat(FittedIsolation.of(set, ALGORITHM, fit(7))).isEqualTo(once);
    assertThat(FittedIsolation.of(set, ALGORITHM, fit(8))).isNotEqualTo(once);
    assertThat(once.trees()).allMatch(Tree::covered).hasSize(50);
  }

  private static double score(Ensemble ensemble, double[] row) {
    Kernel kernel = Kernel.of(ensemble);
    double[] encoded = Arrays.copyOf(row, kernel.stride());
    Arrays.fill(encoded, kernel.width(), kernel.stride(), Kernel.PADDING);
    double[] scores = new double[1];
    kernel.score(encoded, 0, 1, scores);
    return scores[0];
  }
}
