package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.Databases;
import io.sluice.model.measure.Confusion;
import io.sluice.model.measure.Evaluation;
import io.sluice.model.measure.Slice;
import io.sluice.smile.Trainers;
import io.sluice.step.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatedTrainingTest {
  private static final String SLICED =
      ModelRoom.SPEC + "cutoffs: [0.2, 0.7]\nslices: [colour, day]\nlimits: Not for children.\n";
  private static final String SEARCH = ModelRoom.SPEC + "search: {tries: 4}\n";

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
  void keepsTheEvaluationInTheArtifact() throws Exception {
    room.spec(SLICED);
    Train.Output trained = room.trained(1);
    Manifest manifest = room.models.artifact(ModelRoom.TRIAL, trained.version()).manifest();
    Evaluation evaluation = Objects.requireNonNull(manifest.evaluation());
    assertThat(Objects.requireNonNull(evaluation.auc()).auc())
        .isEqualTo(trained.auc(), within(1e-12));
    assertThat(evaluation.cutoffs()).extracting(Confusion::cutoff).containsExactly(0.2, 0.7);
    assertThat(evaluation.deciles()).hasSize(10);
    assertThat(evaluation.slices())
        .extracting(Slice::value)
        .contains("red", "green", "blue", "(missing)")
        .anyMatch(value -> value.startsWith("up to 2024-"));
    assertThat(room.trained(1).artifact()).isEqualTo(trained.artifact());
  }

  @Test
  void takesTheSameDataForTheSameWhateverColumnsItIsSlicedBy() throws Exception {
    String plain = manifest(room.trained(1)).data().sha256();
    room.spec(SLICED);
    assertThat(manifest(room.trained(1)).data().sha256()).isEqualTo(plain);
  }

  @Test
  void readsAManifestFromBeforeThereWasAnEvaluation() throws Exception {
    JsonMapper json = new JsonMapper();
    ObjectNode old = json.valueToTree(manifest(room.trained(1)));
    old.remove("evaluation");
    Manifest read = json.treeToValue(old, Manifest.class);
    assertThat(read.evaluation()).isNull();
    assertThat(json.<ObjectNode>valueToTree(read)).isEqualTo(old);
    assertThat(ModelCard.of(read, "")).contains("| AUC |").doesNotContain("Calibration");
  }

  @Test
  void choosesTheBestOfItsTriesAndKeepsThemAll() throws Exception {
    room.spec(SEARCH);
    Manifest manifest = manifest(room.trained(1));
    List<Trial> trials = Objects.requireNonNull(manifest.search());
    assertThat(trials).hasSize(4).extracting(Trial::algorithm).doesNotHaveDuplicates();
    assertThat(trials.getFirst().algorithm()).isEqualTo(new Algorithm.RandomForest(20, 8, 5, 0));
    Trial best =
        trials.stream()
            .filter(t -> t.algorithm().equals(manifest.algorithm()))
            .findFirst()
            .orElseThrow();
    assertThat(trials).allSatisfy(t -> assertThat(t.auc()).isLessThanOrEqualTo(best.auc()));
    assertThat(manifest(room.trained(1)).search()).isEqualTo(trials);
  }

  @Test
  void neverLetsTheSearchSeeTheHoldOut() throws Exception {
    room.spec(SEARCH);
    ModelSpecs.Entry entry = room.specs.find(ModelRoom.TRIAL).orElseThrow();
    TrainingData data = data(entry);
    boolean[] other = data.positive().clone();
    Holdout split =
        Holdout.of(other.length, data.time(), entry.spec().split(), entry.spec().seed());
    for (int row : split.holdout()) other[row] = !other[row];
    TrainingData turned =
        new TrainingData(data.rows(), other, data.time(), data.unlabelled(), data.sha256());
    Manifest before = train(entry, data, Progress.SILENT).manifest();
    Manifest after = train(entry, turned, Progress.SILENT).manifest();
    assertThat(after.search()).isEqualTo(before.search());
    assertThat(after.algorithm()).isEqualTo(before.algorithm());
    assertThat(Objects.requireNonNull(after.metrics()).auc())
        .isEqualTo(1 - Objects.requireNonNull(before.metrics()).auc(), within(1e-12));
  }

  @Test
  void tellsHowFarItIsThroughAllTries() throws Exception {
    room.spec(SEARCH);
    ModelSpecs.Entry entry = room.specs.find(ModelRoom.TRIAL).orElseThrow();
    TrainingData data = data(entry);
    List<Long> told = new ArrayList<>();
    train(
        entry,
        data,
        new Progress() {
          @Override
          public void rows(long done) {
            told.add(done);
          }
        });
    assertThat(told).hasSize(5 * 20).isSorted().endsWith((long) data.positive().length);
  }

  @Test
  void weightsTheClassesAndSaysSo() throws Exception {
    double plain = meanScore(manifest(room.trained(1)));
    room.spec(ModelRoom.SPEC + "classWeights: {positive: 3}");
    Manifest weighted = manifest(room.trained(1));
    assertThat(meanScore(weighted)).isGreaterThan(plain + 0.05);
    assertThat(weighted.classWeights()).isEqualTo(new ClassWeights(3));
    assertThat(ModelCard.of(weighted, "")).contains("{positive=3}").contains("no rate at which");
    room.spec(ModelRoom.SPEC + "classWeights: {positive: 9999}");
    assertThatThrownBy(() -> room.trained(1))
        .hasMessageContaining("classWeights.positive is 9999; with ");
  }

  @Test
  void writesACardWithEverySection() throws Exception {
    room.spec(SLICED);
    String card = room.models.artifact(ModelRoom.TRIAL, room.trained(1).version()).card();
    assertThat(card)
        .contains("Gives the probability of `bad = true`", "Not for children.", "random, seed 7")
        .contains("| weight | number | no score | does not apply |", "| AUC, 95 % interval |")
        .contains("## Calibration and lift", "| 0.2000 |", "| colour | (missing) |")
        .contains("contract:trial-contract@1.2.0");
    MarkdownTable table = new MarkdownTable("value").row("<b>|[x](y)\nz");
    assertThat(table.toString()).endsWith("| &lt;b>\\|\\[x](y) z |\n");
  }

  private double meanScore(Manifest manifest) {
    return Objects.requireNonNull(manifest.evaluation()).deciles().stream()
        .mapToDouble(decile -> decile.score())
        .average()
        .orElseThrow();
  }

  private Manifest manifest(Train.Output trained) {
    return room.models.artifact(ModelRoom.TRIAL, trained.version()).manifest();
  }

  private TrainingData data(ModelSpecs.Entry entry) {
    return TrainingData.read(
        room.datasets,
        room.rows(600, 1),
        TrainingColumns.of(entry.spec()),
        List.of(),
        ModelRoom.SCHEMA);
  }

  private static Artifact train(ModelSpecs.Entry entry, TrainingData data, Progress progress) {
    return new Training(Trainers.smile(), "test").train(entry, data, progress);
  }
}
