package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.Databases;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelsTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private ModelRoom room;

  private void open(Databases database) throws IOException {
    room = new ModelRoom(database, folder);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void trainsAVersionThatScoresOnceItIsReleased(Databases database) throws Exception {
    open(database);
    Train.Output trained = room.trained(1);
    assertThat(trained.version()).hasSize(12).isEqualTo(trained.artifact().substring(0, 12));
    assertThat(trained.auc()).isBetween(0.7, 1.0);
    assertRejected("unknown-version", () -> pinned("champion"));
    assertThat(room.released(trained.version(), "r1")).isEmpty();
    ScoringModel model = pinned("champion");
    assertThat(model.version()).isEqualTo(trained.version());
    assertThat(model.features()).extracting("name").containsExactly("height", "weight", "colour");
    assertThat(room.models.find(ModelRoom.TRIAL).orElseThrow().champion())
        .contains(trained.version());
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void movesTheChampionAndBack(Databases database) throws Exception {
    open(database);
    String first = room.trained(1).version();
    String second = room.trained(2).version();
    room.released(first, "r1");
    assertThat(room.released(second, "r2")).isEqualTo(first);
    assertThat(pinned("champion").version()).isEqualTo(second);
    assertThat(rollback(second)).isEqualTo(new Rollback.Output(first, true));
    assertThat(rollback(second)).isEqualTo(new Rollback.Output(first, false));
    assertThat(pinned("champion").version()).isEqualTo(first);
    assertThat(rollback(first)).isEqualTo(new Rollback.Output("", true));
    assertRejected("unknown-version", () -> pinned("champion"));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void givesTheSameAnswerWhenAReleaseIsRunAgain(Databases database) throws Exception {
    open(database);
    String first = room.trained(1).version();
    String second = room.trained(2).version();
    room.released(first, "r1");
    assertThat(room.released(second, "r2")).isEqualTo(first);
    assertThat(room.released(second, "r2")).isEqualTo(first);
    assertThat(room.jdbc.sql("select count(*) from model_role_history").query(Long.class).single())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void refusesTheSecondOfTwoReleasesAgainstTheSameChampion(Databases database) throws Exception {
    open(database);
    String first = room.trained(1).version();
    String second = room.trained(2).version();
    String third = room.trained(3).version();
    room.released(first, "r1");
    var one = CompletableFuture.supplyAsync(() -> replace(second, first, "a"));
    var other = CompletableFuture.supplyAsync(() -> replace(third, first, "b"));
    assertThat(one.join() + other.join()).isEqualTo("release-conflict");
    assertThat(pinned("champion").version()).isIn(second, third);
  }

  private String replace(String version, String champion, String run) {
    try {
      room.release.run(
          new Release.Input(
              ModelRoom.call(run, "release"), ModelRoom.TRIAL, version, champion, "", ""));
      return "";
    } catch (StepRejected e) {
      return e.code();
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void givesTheSameArtifactForTheSameDataSpecAndSeed(Databases database) throws Exception {
    open(database);
    String once = room.trained(1).artifact();
    assertThat(room.trained(1).artifact()).isEqualTo(once);
    assertThat(room.registry.versions(ModelRoom.TRIAL)).hasSize(1);
    room.spec(ModelRoom.SPEC.replace("seed: 7", "seed: 8"));
    assertThat(room.trained(1).artifact()).isNotEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void keepsTheLoadedVersionServingWhenItsArtifactIsDamaged(Databases database) throws Exception {
    open(database);
    Train.Output trained = room.trained(1);
    room.released(trained.version(), "r1");
    var loaded = room.runtime();
    loaded.pin(ModelRoom.TRIAL, Selector.CHAMPION);
    byte[] bytes = Files.readAllBytes(room.artifact(trained.artifact()));
    Files.write(room.artifact(trained.artifact()), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(loaded.pin(ModelRoom.TRIAL, Selector.CHAMPION).version())
        .isEqualTo(trained.version());
    assertThatThrownBy(() -> pinned("champion"))
        .hasMessageContaining(trained.version())
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo("artifact-damaged");
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void readsBackTheArtifactThatItWrote(Databases database) throws Exception {
    open(database);
    Train.Output trained = room.trained(1);
    Artifact artifact = room.models.artifact(ModelRoom.TRIAL, trained.version());
    assertThat(artifact.manifest().metrics()).isEqualTo(trained.metrics());
    assertThat(artifact.manifest().data().unlabelled()).isEqualTo(10);
    assertThat(artifact.baseline().features())
        .extracting("column")
        .containsExactly("height", "weight", "colour");
    assertThat(artifact.baseline().score().rows())
        .isEqualTo(Objects.requireNonNull(trained.metrics()).rows());
    assertThat(artifact.card()).contains("bad = true");
    assertThat(room.artifacts.write(ModelRoom.TRIAL, artifact)).isEqualTo(trained.artifact());
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void splitsByTimeSoThatTheLatestRowsMeasure(Databases database) throws Exception {
    open(database);
    room.spec(ModelRoom.SPEC.replace("by: random", "by: day"));
    assertThat(Objects.requireNonNull(room.trained(1).metrics()).rows()).isEqualTo(177);
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void refusesAModelUnderItsFloor(Databases database) throws Exception {
    open(database);
    room.spec(ModelRoom.SPEC.replace("auc: 0.6", "auc: 0.99"));
    assertRejected("metric-floor", () -> room.trained(1));
    assertThat(room.registry.versions(ModelRoom.TRIAL)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void trainsEveryAlgorithm(Databases database) throws Exception {
    open(database);
    for (String algorithm :
        new String[] {
          "{type: gradient-boosting, trees: 30, leaves: 8}", "{type: logistic-regression}"
        }) {
      room.spec(ModelRoom.SPEC.replaceFirst("\\{type: random.*}", algorithm));
      Train.Output trained = room.trained(1);
      assertThat(trained.auc()).isGreaterThan(0.75);
      assertThat(pinned(trained.version()).facts().target()).isEqualTo("bad = true");
    }
  }

  private Rollback.Output rollback(String version) {
    return room.rollback.run(
        new Rollback.Input(ModelRoom.call("undo", "rollback"), ModelRoom.TRIAL, version));
  }

  private ScoringModel pinned(String selector) {
    return room.runtime().pin(ModelRoom.TRIAL, new Selector(selector));
  }

  private static void assertRejected(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo(code);
  }
}
