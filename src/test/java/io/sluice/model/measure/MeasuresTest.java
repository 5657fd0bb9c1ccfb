package io.sluice.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MeasuresTest {
  private static final double EXACT = 1e-9;

  @Property(tries = 300)
  void areaOfTheNegatedScoreIsOneMinusTheArea(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 30) Integer> high,
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 30) Integer> low) {
    Rows rows = Rows.of(high, low);
    DeLong.Area area = DeLong.area(rows.scores, rows.positive);
    DeLong.Area negated =
        DeLong.area(Arrays.stream(rows.scores).map(s -> -s).toArray(), rows.positive);
    assertThat(negated.auc()).isEqualTo(1 - area.auc(), within(EXACT));
    assertThat(negated.error()).isEqualTo(area.error(), within(EXACT));
  }

  @Property(tries = 300)
  void noMeasureDependsOnTheOrderOfTheRows(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 30) Integer> high,
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 30) Integer> low) {
    Rows rows = Rows.of(high, low);
    Ranking forward = Ranking.of(rows.scores, rows.positive);
    Ranking backward = rows.reversed();
    assertThat(Decile.of(backward)).isEqualTo(Decile.of(forward));
    assertThat(backward.averagePrecision()).isEqualTo(forward.averagePrecision());
  }

  @Property(tries = 200)
  void liftOfAConstantScoreIsOne(
      @ForAll @IntRange(min = 1, max = 500) int positives,
      @ForAll @IntRange(min = 1, max = 500) int negatives) {
    boolean[] positive = new boolean[positives + negatives];
    Arrays.fill(positive, 0, positives, true);
    double[] scores = new double[positive.length];
    Arrays.fill(scores, .3);
    Ranking ranking = Ranking.of(scores, positive);
    assertThat(Decile.of(ranking))
        .allSatisfy(d -> assertThat(d.lift()).isEqualTo(1, within(EXACT)));
    assertThat(ranking.averagePrecision())
        .isEqualTo((double) positives / positive.length, within(EXACT));
  }

  @Property(tries = 300)
  void decilesAndCutOffsAccountForEveryRow(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 30) Integer> high,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 30) Integer> low,
      @ForAll @IntRange(max = 30) int cutoff) {
    Rows rows = Rows.of(high, low);
    Ranking ranking = Ranking.of(rows.scores, rows.positive);
    List<Decile> deciles = Decile.of(ranking);
    assertThat(deciles.stream().mapToLong(Decile::rows).sum()).isEqualTo(rows.scores.length);
    assertThat(deciles.getLast().gain()).isEqualTo(1, within(EXACT));
    Confusion confusion = Confusion.of(ranking, cutoff);
    assertThat(confusion.truePositives() + confusion.falseNegatives()).isEqualTo(high.size());
    assertThat(confusion.falsePositives() + confusion.trueNegatives()).isEqualTo(low.size());
    assertThat(confusion.truePositives())
        .isEqualTo(high.stream().filter(score -> score >= cutoff).count());
  }

  private record Rows(double[] scores, boolean[] positive) {

    static Rows of(List<Integer> high, List<Integer> low) {
      double[] scores =
          IntStream.concat(
                  high.stream().mapToInt(Integer::intValue),
                  low.stream().mapToInt(Integer::intValue))
              .asDoubleStream()
              .toArray();
      boolean[] positive = new boolean[scores.length];
      Arrays.fill(positive, 0, high.size(), true);
      return new Rows(scores, positive);
    }

    Ranking reversed() {
      int last = scores.length - 1;
      double[] turned = IntStream.rangeClosed(0, last).mapToDouble(i -> scores[last - i]).toArray();
      boolean[] answers = new boolean[turned.length];
      for (int i = 0; i <= last; i++) answers[i] = positive[last - i];
      return Ranking.of(turned, answers);
    }
  }
}
