package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Databases;
import io.sluice.data.Records;
import io.sluice.data.ValidRecords;
import io.sluice.score.InlineRows;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesTest {
  private static final String SPEC =
      """
      name: trial
      contract: trial-contract
      features: [height, weight, colour]
      missing: {number: median, category: own-level}
      unknown: other
      algorithm: {type: isolation-forest, trees: 50}
      seed: 7
      """;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private ModelRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new ModelRoom(Databases.H2, folder);
    room.spec(SPEC);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void learnsFromAllRowsWithoutAnAnswer() {
    Train.Output trained = room.trained(1);
    assertThat(trained.metrics()).isNull();
    assertThat(trained.auc()).isNull();
    Manifest manifest = room.models.artifact(ModelRoom.TRIAL, trained.version()).manifest();
    assertThat(manifest.target()).isNull();
    assertThat(manifest.data().unlabelled()).isZero();
    assertThat(manifest.data().train() + manifest.data().holdout()).isEqualTo(600);
    String card = room.models.artifact(ModelRoom.TRIAL, trained.version()).card();
    assertThat(card).contains("unlike the others", "no answers to measure it by");
    assertThat(room.registry.find(ModelRoom.TRIAL, trained.version()).orElseThrow().metrics())
        .isNull();
    assertThat(room.trained(1).artifact()).isEqualTo(trained.artifact());
  }

  @Test
  void givesOddRecordsAHigherScoreAndSaysWhy() {
    room.released(room.trained(1).version(), "r");
    ScoringModel model = room.runtime().pin(ModelRoom.TRIAL, Selector.CHAMPION);
    List<Map<String, Object>> rows =
        List.of(
            Map.of("height", 0.1, "weight", .5, "colour", "red"),
            Map.of("height", 9.0, "weight", 7.0, "colour", "pink"));
    var batch = InlineRows.batch(rows, model.features());
    double[] scores = model.score(batch).scores();
    assertThat(scores[1]).isGreaterThan(scores[0] + .1);
    assertThat(model.reasons(batch, 3).get(1).getFirst().contribution()).isPositive();
  }

  @Test
  void saysThatItCannotBeMeasuredBesideTheChampion() {
    room.released(room.trained(1).version(), "r");
    Records.Stored rows = room.rows(600, 2);
    String second = room.trained(2).version();
    Compare.Output output =
        room.compare.run(
            new Compare.Input(
                ModelRoom.call("run", "compare"),
                new ValidRecords(rows, "trial-contract"),
                ModelRoom.TRIAL,
                second));
    assertThat(output.verdict()).isEqualTo(Comparison.Verdict.NOT_COMPARABLE);
    assertThat(output.reason()).contains("shadow");
  }

  @Test
  void wantsATargetOfAlgorithmsThatPredict() throws IOException {
    room.spec(SPEC.replace("isolation-forest", "random-forest"));
    assertThatThrownBy(() -> room.trained(1)).hasMessageContaining("target is missing");
    room.spec(SPEC + "search: {tries: 5}\n");
    assertThatThrownBy(() -> room.trained(1)).hasMessageContaining("nothing to choose by");
  }
}
