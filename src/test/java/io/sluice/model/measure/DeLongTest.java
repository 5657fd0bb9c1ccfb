package io.sluice.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Metrics;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeLongTest {
  private static final double EXACT = 1e-12;

  @Test
  void agreesWithAnExampleDoneByHand() {
    // Positives .9 .4 .8, negatives .1 .4: they beat 2, 1.5 and 2 of 2 negatives.
    DeLong.Area area =
        DeLong.area(
            new double[] {.9, .4, .8, .1, .4}, new boolean[] {true, true, true, false, false});
    assertThat(area.auc()).isEqualTo(5.5 / 6, within(EXACT));
    double positives = (2 * sq(1 - 5.5 / 6) + sq(.75 - 5.5 / 6)) / 2 / 3;
    double negatives = (sq(1 - 5.5 / 6) + sq(2.5 / 3 - 5.5 / 6)) / 1 / 2;
    assertThat(area.error()).isEqualTo(Math.sqrt(positives + negatives), within(EXACT));
    assertThat(area.low()).isEqualTo(5.5 / 6 - 1.959963984540054 * area.error(), within(EXACT));
    assertThat(area.high()).isEqualTo(1);
  }

  @Test
  void agreesWithTheDefinitionPairByPairOnRowsWithTies() {
    for (int seed = 0; seed < 20; seed++) {
      Rows rows = Rows.of(120, seed);
      DeLong.Area area = DeLong.area(rows.first, rows.positive);
      assertThat(area.error())
          .isEqualTo(Math.sqrt(covariance(rows, rows.first, rows.first)), within(EXACT));
      assertThat(area.auc()).isEqualTo(Metrics.of(rows.first, rows.positive).auc(), within(EXACT));
    }
  }

  @Test
  void comparesTwoModelsAsTheDefinitionDoesPairByPair() {
    for (int seed = 0; seed < 20; seed++) {
      Rows rows = Rows.of(120, seed);
      DeLong.Difference found = DeLong.difference(rows.first, rows.second, rows.positive);
      double variance =
          covariance(rows, rows.first, rows.first)
              + covariance(rows, rows.second, rows.second)
              - 2 * covariance(rows, rows.first, rows.second);
      double difference =
          Metrics.of(rows.first, rows.positive).auc()
              - Metrics.of(rows.second, rows.positive).auc();
      assertThat(found.difference()).isEqualTo(difference, within(EXACT));
      assertThat(found.error()).isEqualTo(Math.sqrt(variance), within(1e-9));
      assertThat(found.z()).isEqualTo(difference / Math.sqrt(variance), within(1e-7));
    }
  }

  @Test
  void seesNoDifferenceBetweenAModelAndItself() {
    Rows rows = Rows.of(200, 3);
    assertThat(DeLong.difference(rows.first, rows.first, rows.positive))
        .isEqualTo(new DeLong.Difference(0, 0, 0, 1));
  }

  @Test
  void isSureWhenOneModelIsPerfectAndTheOtherKnowsNothing() {
    boolean[] positive = {true, true, false, false};
    DeLong.Difference found =
        DeLong.difference(new double[] {.9, .8, .2, .1}, new double[] {.5, .5, .5, .5}, positive);
    assertThat(found.difference()).isEqualTo(.5);
    assertThat(found.p()).isZero();
    assertThat(found.z()).isFinite();
  }

  @Test
  void knowsTheTablesOfTheNormalDistribution() {
    assertThat(Normal.twoSided(0)).isEqualTo(1);
    assertThat(Normal.twoSided(1.959963984540054)).isEqualTo(.05, within(1e-14));
    assertThat(Normal.twoSided(-2.5758293035489)).isEqualTo(.01, within(1e-14));
    assertThat(Normal.twoSided(4.891638475699)).isEqualTo(1e-6, within(1e-17));
    assertThat(Normal.twoSided(6)).isEqualTo(1.973175290075396e-9, within(1e-20));
    assertThat(Normal.twoSided(100)).isZero();
  }

  @Test
  void refusesOneRowOfAClassAndScoresThatAreNoNumbers() {
    assertThatThrownBy(
            () -> DeLong.area(new double[] {1, 2, 3}, new boolean[] {true, false, false}))
        .hasMessageContaining("1 positives and 2 negatives: two of each are needed");
    assertThatThrownBy(
            () ->
                DeLong.area(
                    new double[] {1, Double.NaN, 3, 4}, new boolean[] {true, false, false, true}))
        .hasMessageContaining("NaN");
  }

  /** Covariance of two areas as the paper writes it, in O(n²). */
  private static double covariance(Rows rows, double[] a, double[] b) {
    return covariance(rows, a, b, true) + covariance(rows, a, b, false);
  }

  private static double covariance(Rows rows, double[] a, double[] b, boolean of) {
    double[] sums = new double[3];
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      if (rows.positive[i] != of) continue;
      double va = component(rows, a, i);
      double vb = component(rows, b, i);
      sums[0] += va;
      sums[1] += vb;
      sums[2] += va * vb;
      count++;
    }
    return (sums[2] - sums[0] * sums[1] / count) / (count - 1) / count;
  }

  private static double component(Rows rows, double[] scores, int row) {
    double wins = 0;
    int others = 0;
    for (int j = 0; j < scores.length; j++) {
      if (rows.positive[j] == rows.positive[row]) continue;
      others++;
      double ahead = (scores[row] - scores[j]) * (rows.positive[row] ? 1 : -1);
      wins += ahead > 0 ? 1 : ahead == 0 ? .5 : 0;
    }
    return wins / others;
  }

  private static double sq(double x) {
    return x * x;
  }

  private static final class Rows {
    private final double[] first;
    private final double[] second;
    private final boolean[] positive;

    private Rows(int size) {
      first = new double[size];
      second = new double[size];
      positive = new boolean[size];
    }

    /** Scores in steps of 1/20, so that many are tied. */
    static Rows of(int size, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Rows rows = new Rows(size);
      for (int i = 0; i < size; i++) {
        double truth = random.nextDouble();
        rows.positive[i] = random.nextDouble() < truth;
        rows.first[i] = Math.round(20 * (truth + random.nextDouble()) / 2) / 20.0;
        rows.second[i] = Math.round(20 * (truth + 2 * random.nextDouble()) / 3) / 20.0;
      }
      return rows;
    }
  }
}
