package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.Databases;
import io.sluice.data.ValidRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  /** Without the column that the answer follows most. */
  private static final String BLIND = ModelRoom.SPEC.replace("[height, {", "[{");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private ModelRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new ModelRoom(Databases.H2, folder);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void hasNothingToCompareWithBeforeTheFirstRelease() {
    Train.Output trained = room.trained(1);
    Comparison comparison = compared(trained.version(), 1);
    assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.NO_CHAMPION);
    assertThat(comparison.measured()).isNull();
  }

  @Test
  void findsAVersionThatSeesMoreBetterThanOneThatSeesLess() throws Exception {
    String seeing = room.trained(1).version();
    room.spec(BLIND.replace("auc: 0.6", "auc: 0.4"));
    String blind = room.trained(1).version();
    room.released(blind, "r1");
    Comparison better = compared(seeing, 1);
    assertThat(better.verdict()).isEqualTo(Comparison.Verdict.BETTER);
    assertThat(better.overlap()).isEqualTo(Comparison.Overlap.NONE);
    room.released(seeing, "r2");
    Comparison worse = compared(blind, 1);
    assertThat(worse.verdict()).isEqualTo(Comparison.Verdict.WORSE);
    assertThat(worse.champion()).isEqualTo(seeing);
    double difference = Objects.requireNonNull(worse.measured()).auc().difference();
    assertThat(Objects.requireNonNull(better.measured()).auc().difference())
        .isEqualTo(-difference, within(1e-12));
    assertThat(better.measured().version().auc())
        .isEqualTo(
            Objects.requireNonNull(
                    room.registry.find(ModelRoom.TRIAL, seeing).orElseThrow().metrics())
                .auc());
  }

  @Test
  void seesNoDifferenceBetweenAVersionAndItself() {
    String version = room.trained(1).version();
    room.released(version, "r1");
    Comparison same = compared(version, 1);
    assertThat(same.verdict()).isEqualTo(Comparison.Verdict.NO_DIFFERENCE);
    assertThat(Objects.requireNonNull(same.measured()).auc().p()).isEqualTo(1);
  }

  @Test
  void saysWhenTheChampionLearnedFromTheRowsThatMeasure() throws Exception {
    room.released(room.trained(1).version(), "r1");
    room.spec(ModelRoom.SPEC.replace("seed: 7", "seed: 8"));
    assertThat(compared(room.trained(1).version(), 1).overlap()).isEqualTo(Comparison.Overlap.SOME);
    String other = room.trained(2).version();
    Comparison unknown = compared(other, 2);
    assertThat(unknown.overlap()).isEqualTo(Comparison.Overlap.UNKNOWN);
    assertThat(ModelCard.with("# trial\n", unknown))
        .contains("## Comparison with the champion")
        .contains("may have learned from some of these rows")
        .contains("| log loss |");
  }

  @Test
  void measuresOnTheRowsThatBothKeptBackWhereTheyAreEnough() throws Exception {
    room.spec(ModelRoom.SPEC.replace("holdout: 0.3", "holdout: 0.6"));
    room.released(room.trained(1).version(), "r1");
    room.spec(ModelRoom.SPEC.replace("holdout: 0.3", "holdout: 0.6").replace("seed: 7", "seed: 8"));
    Comparison comparison = compared(room.trained(1).version(), 1);
    assertThat(comparison.overlap()).isEqualTo(Comparison.Overlap.NONE);
    // Of 590 labelled rows 354 are kept back, at random 212 of them by both.
    assertThat(Objects.requireNonNull(comparison.measured()).rows()).isBetween(150L, 250L);
  }

  @Test
  void doesNotCompareModelsOfDifferentTargets() throws Exception {
    room.spec(ModelRoom.SPEC.replace("positive: true", "positive: false"));
    room.released(room.trained(1).version(), "r1");
    room.spec(ModelRoom.SPEC);
    Comparison comparison = compared(room.trained(1).version(), 1);
    assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.NOT_COMPARABLE);
    assertThat(comparison.reason())
        .isEqualTo("the champion predicts bad = false and this version bad = true");
  }

  @Test
  void refusesRecordsThatTheVersionWasNotTrainedOn() {
    String version = room.trained(1).version();
    room.released(version, "r1");
    assertThatThrownBy(() -> compared(version, 2))
        .hasMessageContaining("was trained on other records");
  }

  private Comparison compared(String version, long seed) {
    ValidRecords records = new ValidRecords(room.rows(600, seed), "trial-contract");
    return room.compare
        .run(new Compare.Input(ModelRoom.call("run", "compare"), records, ModelRoom.TRIAL, version))
        .comparison();
  }
}
