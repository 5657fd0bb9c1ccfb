package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Databases;
import io.sluice.score.Kernel;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
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
  void keepsEncodedRowsThatTheKernelOfTheArtifactScoresAsAtTraining() {
    for (String algorithm :
        List.of("{type: gradient-boosting, trees: 30, leaves: 8}", "{type: logistic-regression}"))
      assertThat(difference(trained(algorithm))).isLessThanOrEqualTo(Golden.TOLERANCE);
    Artifact artifact = trained("{type: random-forest, trees: 20, depth: 8, nodeSize: 5}");
    assertThat(difference(artifact)).isLessThanOrEqualTo(Golden.TOLERANCE);
    assertThat(artifact.golden().rows()).hasSize(32);
  }

  private Artifact trained(String algorithm) {
    try {
      room.spec(ModelRoom.SPEC.replaceFirst("\\{type: random.*}", algorithm));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return room.artifacts.read(ModelRoom.TRIAL, room.trained(1).artifact());
  }

  private static double difference(Artifact artifact) {
    return artifact.golden().replay(Kernel.of(artifact.fitted()));
  }

  @Test
  void refusesToReleaseAVersionThatScoresOtherwiseThanAtTraining() {
    String first = room.trained(1).version();
    room.released(first, "r1");
    assertThatThrownBy(() -> room.released(distorted(), "r2"))
        .hasMessageContaining("golden rows")
        .hasMessageContaining("1.00e-06");
    assertThat(room.models.find(ModelRoom.TRIAL).orElseThrow().champion()).contains(first);
  }

  @Test
  void keepsTheFormerChampionServingWhereTheNewOneIsRefused() {
    String first = room.trained(1).version();
    room.released(first, "r1");
    ModelRuntime node = room.runtime();
    assertThat(node.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(first);
    force(distorted());
    assertThat(node.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(first);
    assertThatThrownBy(() -> room.runtime().pin(ModelRoom.TRIAL, Selector.CHAMPION))
        .hasMessageContaining("golden rows");
    room.retirement.retire(ModelRoom.TRIAL, first, Mover.person("ada"));
    assertThatThrownBy(() -> node.pin(ModelRoom.TRIAL, Selector.CHAMPION))
        .hasMessageContaining("golden rows");
  }

  @Test
  void looksAgainAtARefusedVersionAfterAWhile() throws IOException {
    Train.Output trained = room.trained(1);
    room.released(trained.version(), "r1");
    Path aside = folder.resolve("aside");
    Files.move(room.artifact(trained.artifact()), aside);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    ModelRuntime node = room.runtime(room.artifacts, now::get);
    assertThatThrownBy(() -> node.pin(ModelRoom.TRIAL, Selector.CHAMPION))
        .hasMessageContaining("not there");
    Files.move(aside, room.artifact(trained.artifact()));
    assertThatThrownBy(() -> node.pin(ModelRoom.TRIAL, Selector.CHAMPION))
        .hasMessageContaining("not there");
    now.set(Instant.EPOCH.plus(Loaded.PATIENCE));
    assertThat(node.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(trained.version());
  }

  /** A version whose golden rows are off by a millionth, signed and registered. */
  private String distorted() {
    Train.Output trained = room.trained(2);
    Artifact good = room.artifacts.read(ModelRoom.TRIAL, trained.artifact());
    List<Golden.Row> rows =
        good.golden().rows().stream()
            .map(row -> new Golden.Row(row.features(), row.score() + 1e-6))
            .toList();
    Artifact bad =
        new Artifact(
            good.manifest(), good.fitted(), good.baseline(), new Golden(rows), good.card());
    String sha256 = room.artifacts.write(ModelRoom.TRIAL, bad);
    return room.registry.add(
        ModelRoom.TRIAL,
        sha256,
        trained.metrics(),
        ModelRoom.call("bad", "train"),
        room.rows(1, 1));
  }

  /** Moves the champion past the checks of a release, as a node with other code would. */
  private void force(String version) {
    room.roles.locked(
        ModelRoom.TRIAL,
        () -> {
          room.roles.point(
              ModelRoom.TRIAL,
              Roles.CHAMPION,
              java.util.Optional.of(version),
              Roles.Kind.RELEASE,
              Mover.person("ada"));
          return version;
        });
  }
}
