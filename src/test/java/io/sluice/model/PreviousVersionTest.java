package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.Databases;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The version behind the champion, and champions that this node cannot open. */
class PreviousVersionTest {
  private static final Mover ADA = Mover.person("ada");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private ModelRoom room;

  private String first = "";
  private String second = "";

  private void open(Databases database) throws IOException {
    room = new ModelRoom(database, folder);
    first = room.trained(1).version();
    second = room.trained(2).version();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private void release(String version) {
    room.releases.release(
        ModelRoom.TRIAL, new Releases.Wanted(version, Optional.empty(), Optional.empty()), ADA);
  }

  private String previous() {
    return room.runtime().pin(ModelRoom.TRIAL, Selector.PREVIOUS).version();
  }

  private static void assertRejected(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void isTheOneThatARollbackWouldBringBack(Databases database) throws Exception {
    open(database);
    assertRejected("unknown-version", this::previous);
    release(first);
    assertRejected("unknown-version", this::previous);
    release(second);
    assertThat(previous()).isEqualTo(first);
    assertThat(room.runtime().latest(ModelRoom.TRIAL, Selector.PREVIOUS).version())
        .isEqualTo(first);
    String third = room.trained(3).version();
    release(third);
    assertThat(previous()).isEqualTo(second);
    // What was taken back does not come back by this door.
    room.releases.rollback(ModelRoom.TRIAL, Optional.empty(), ADA);
    assertThat(previous()).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void isNoneThatHasBeenRetired(Databases database) throws Exception {
    open(database);
    release(first);
    release(second);
    room.retirement.retire(ModelRoom.TRIAL, first, ADA);
    assertRejected("unknown-version", this::previous);
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void aChampionThatCannotBeOpenedIsStillPointedAt(Databases database) throws Exception {
    open(database);
    release(first);
    ModelRuntime node = room.runtime();
    node.pin(ModelRoom.TRIAL, Selector.CHAMPION);
    release(second);
    String sha256 = room.registry.find(ModelRoom.TRIAL, second).orElseThrow().sha256();
    Files.delete(room.artifact(sha256));
    ModelRuntime other = room.runtime();
    // One stands in for it where it is not wanted exactly, which a decision's record must not hide.
    assertThat(node.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(first);
    for (ModelRuntime each : new ModelRuntime[] {node, other})
      assertThat(each.point(ModelRoom.TRIAL, Selector.CHAMPION))
          .isEqualTo(new ModelRuntime.Pointed(second, "trial-contract"));
    assertRejected("artifact-damaged", () -> other.pin(ModelRoom.TRIAL, new Selector(second)));
    assertThat(other.pin(ModelRoom.TRIAL, Selector.PREVIOUS).version()).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void pointsAtWhatCanScoreAndRefusesWhatIsNotThere(Databases database) throws Exception {
    open(database);
    ModelRuntime node = room.runtime();
    assertRejected("unknown-version", () -> node.point(ModelRoom.TRIAL, Selector.CHAMPION));
    release(first);
    assertThat(node.point(ModelRoom.TRIAL, new Selector(second)).version()).isEqualTo(second);
    room.retirement.retire(ModelRoom.TRIAL, second, ADA);
    assertThat(node.point(ModelRoom.TRIAL, new Selector(second)).version()).isEqualTo(second);
    assertRejected("version-retired", () -> node.pin(ModelRoom.TRIAL, new Selector(second)));
  }
}
