package io.sluice.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final double EXACT = 1e-12;

  /** Twenty rows, a positive one in each of the first five ranks and one in the last. */
  private static final double[] SCORES =
      IntStream.range(0, 20).mapToDouble(i -> 1 - i / 20.0).toArray();

  private static final boolean[] POSITIVE = new boolean[20];

  static {
    Arrays.fill(POSITIVE, 0, 5, true);
    POSITIVE[19] = true;
  }

  @Test
  void givesTheAveragePrecisionThatScikitLearnDocuments() {
    Ranking ranking =
        Ranking.of(new double[] {.1, .4, .35, .8}, new boolean[] {false, false, true, true});
    assertThat(ranking.averagePrecision()).isEqualTo(0.5 * 1 + 0.5 * 2 / 3, within(EXACT));
  }

  @Test
  void countsTiedRowsTogetherInTheAveragePrecision() {
    Ranking ranking =
        Ranking.of(new double[] {.5, .5, .5, .5}, new boolean[] {true, false, false, false});
    assertThat(ranking.averagePrecision()).isEqualTo(.25);
  }

  @Test
  void cutsTheRowsIntoTenthsWithGainAndLift() {
    List<Decile> deciles = evaluation().deciles();
    assertThat(deciles).hasSize(10).extracting(Decile::rows).containsOnly(2L);
    assertThat(deciles).extracting(Decile::rate).startsWith(1.0, 1.0, .5, 0.0).endsWith(0.0, .5);
    assertThat(deciles.get(2).gain()).isEqualTo(5 / 6.0, within(EXACT));
    assertThat(deciles.get(0).lift()).isEqualTo(1 / .3, within(EXACT));
    assertThat(deciles.get(0).score()).isEqualTo(.975, within(EXACT));
    assertThat(deciles.get(9).gain()).isEqualTo(1);
  }

  @Test
  void measuresHowFarTheScoresAreFromTheRates() {
    double expected =
        (.025 + .125 + .275 + .675 + .575 + .475 + .375 + .275 + .175 + (.5 - .075)) / 10;
    assertThat(evaluation().calibrationError()).isEqualTo(expected, within(EXACT));
  }

  @Test
  void countsRightAndWrongAtEachCutOff() {
    Confusion confusion = evaluation().cutoffs().getFirst();
    assertThat(confusion).isEqualTo(new Confusion(.7, 5, 2, 12, 1));
    assertThat(confusion.precision()).hasValue(5 / 7.0);
    assertThat(confusion.recall()).isEqualTo(5 / 6.0);
    assertThat(confusion.specificity()).isEqualTo(12 / 14.0);
    assertThat(confusion.f1())
        .isEqualTo(2 * (5 / 7.0) * (5 / 6.0) / (5 / 7.0 + 5 / 6.0), within(EXACT));
    Ranking low = Ranking.of(new double[] {.1, .2}, new boolean[] {true, false});
    assertThat(Confusion.of(low, .5).precision()).isEmpty();
  }

  @Test
  void slicesCategoriesByValueAndNumbersByQuartile() {
    Evaluation sliced = sliced(240);
    assertThat(sliced.slices())
        .extracting(Slice::value)
        .containsExactly(
            "north",
            "south",
            "(missing)",
            "up to 60",
            "above 60 up to 120",
            "above 120 up to 180",
            "above 180");
    assertThat(sliced.slices()).extracting(Slice::rows).startsWith(119L, 120L, 1L);
    Slice north = sliced.slices().getFirst();
    Slice.Measured measured = Objects.requireNonNull(north.measured());
    assertThat(measured.auc().auc()).isBetween(measured.auc().low(), measured.auc().high());
    assertThat(measured.rate()).isEqualTo((double) north.positives() / north.rows());
  }

  @Test
  void givesOnlyTheCountsOfASliceThatIsTooSmall() {
    assertThat(sliced(240).slices().get(2).measured()).isNull();
    assertThat(sliced(90).slices()).extracting(Slice::measured).containsOnlyNulls();
  }

  @Test
  void gathersTheRarestOfManyCategories() {
    Batch batch =
        new Batch(
            List.of(new Column("id", Type.TEXT)),
            new Object[] {IntStream.range(0, 100).mapToObj(i -> "id" + i).toArray(String[]::new)},
            100,
            0);
    var slices = Slicing.of(batch, "id");
    assertThat(slices).hasSize(31);
    assertThat(slices.get("(all others)")).hasSize(70);
  }

  private static Evaluation evaluation() {
    Batch none = new Batch(List.of(), new Object[0], 20, 0);
    return Evaluation.of(new Evaluation.Scored(none, SCORES, POSITIVE), List.of(.7, .2), List.of());
  }

  private static Evaluation sliced(int size) {
    @Nullable String[] region = new @Nullable String[size];
    double[] age = new double[size];
    double[] scores = new double[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      region[i] = i % 2 == 0 ? "north" : "south";
      age[i] = i + 1;
      scores[i] = (i * 37 % size) / (double) size;
      positive[i] = i % 3 == 0;
    }
    region[0] = null;
    Batch batch =
        new Batch(
            List.of(new Column("region", Type.TEXT), new Column("age", Type.INTEGER)),
            new Object[] {region, age},
            size,
            0);
    return Evaluation.of(
        new Evaluation.Scored(batch, scores, positive), List.of(.5), List.of("region", "age"));
  }
}
