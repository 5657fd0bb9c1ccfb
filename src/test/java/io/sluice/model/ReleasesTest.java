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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasesTest {
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

  @ParameterizedTest
  @EnumSource(Databases.class)
  void letsOneOfTwoReleasesWinThatWereDecidedAgainstTheSameChampion(Databases database)
      throws Exception {
    open(database);
    var one = CompletableFuture.supplyAsync(() -> outcome(first, ""));
    var other = CompletableFuture.supplyAsync(() -> outcome(second, ""));
    assertThat(List.of(one.join(), other.join()))
        .containsExactlyInAnyOrder("released", "release-conflict");
    assertThat(room.models.history(ModelRoom.TRIAL)).hasSize(1);
  }

  private String outcome(String version, String champion) {
    try {
      release(version, Optional.of(champion));
      return "released";
    } catch (StepRejected e) {
      return e.code();
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void releasesOnlyTheArtifactThatWasDecidedOn(Databases database) throws Exception {
    open(database);
    String sha256 = room.registry.find(ModelRoom.TRIAL, first).orElseThrow().sha256();
    String other = room.registry.find(ModelRoom.TRIAL, second).orElseThrow().sha256();
    assertRejected("artifact-conflict", () -> release(first, Optional.of(other), ""));
    release(first, Optional.of(sha256), "");
    assertThat(champion()).contains(first);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void tellsWhichVersionServedWhen(Databases database) throws Exception {
    open(database);
    Instant before = Instant.now();
    release(first, Optional.empty());
    release(second, Optional.of(first));
    room.releases.rollback(ModelRoom.TRIAL, Optional.empty(), ADA);
    // The newest first; two moves may fall into one millisecond, of which the later one counts.
    List<Models.Move> moves = room.models.history(ModelRoom.TRIAL);
    assertThat(moves).extracting("kind").containsExactly("ROLLBACK", "RELEASE", "RELEASE");
    assertThat(moves).extracting("by").containsOnly(ADA);
    assertThat(moves.getFirst().from()).contains(second);
    assertThat(moves.getFirst().to()).contains(first);
    assertThat(at(before.minusSeconds(1))).isEmpty();
    for (Models.Move move : moves) {
      Optional<String> last =
          moves.stream()
              .filter(m -> !m.moved().isAfter(move.moved()))
              .findFirst()
              .orElseThrow()
              .to();
      assertThat(at(move.moved())).isEqualTo(last);
    }
    assertThat(at(Instant.now().plusSeconds(60))).contains(first);
  }

  private Optional<String> at(Instant moment) {
    return room.models.championAt(ModelRoom.TRIAL, moment);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void showsAMoveToEveryNodeAtOnce(Databases database) throws Exception {
    open(database);
    ModelRuntime one = room.runtime();
    ModelRuntime other = room.runtime();
    for (String version : List.of(first, second, first)) {
      release(version, Optional.empty());
      assertThat(one.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(version);
      assertThat(other.pin(ModelRoom.TRIAL, Selector.CHAMPION).version()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void takesTheChallengerOutOfThatRoleWhenItIsReleased(Databases database) throws Exception {
    open(database);
    release(first, Optional.empty());
    assertRejected("challenger-conflict", () -> challenge(first));
    challenge(second);
    ModelRuntime node = room.runtime();
    assertThat(node.pin(ModelRoom.TRIAL, new Selector("challenger")).version()).isEqualTo(second);
    assertThat(room.models.find(ModelRoom.TRIAL).orElseThrow().challenger()).contains(second);
    release(second, Optional.of(first));
    assertThat(room.models.find(ModelRoom.TRIAL).orElseThrow().challenger()).isEmpty();
    assertThat(champion()).contains(second);
    challenge(first);
    room.releases.challenge(ModelRoom.TRIAL, Optional.empty(), ADA);
    assertRejected("unknown-version", () -> node.pin(ModelRoom.TRIAL, new Selector("challenger")));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void neverReleasesARetiredVersionUntilItIsReinstated(Databases database) throws Exception {
    open(database);
    release(first, Optional.empty());
    assertRejected(
        "retirement-conflict", () -> room.retirement.retire(ModelRoom.TRIAL, first, ADA));
    release(second, Optional.empty());
    room.retirement.retire(ModelRoom.TRIAL, first, ADA);
    room.retirement.retire(ModelRoom.TRIAL, first, ADA);
    assertRejected("version-retired", () -> release(first, Optional.empty()));
    assertRejected("version-retired", () -> challenge(first));
    assertRejected(
        "version-retired", () -> room.releases.rollback(ModelRoom.TRIAL, Optional.of(second), ADA));
    room.retirement.reinstate(ModelRoom.TRIAL, first, ADA);
    release(first, Optional.of(second));
    assertThat(room.models.history(ModelRoom.TRIAL))
        .extracting("kind")
        .containsOnlyOnce("RETIRE", "REINSTATE");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void writesDownEachMoveAndEachRefusalOnceForSubscribers(Databases database) throws Exception {
    open(database);
    release(first, Optional.empty());
    release(first, Optional.empty());
    room.releases.rollback(ModelRoom.TRIAL, Optional.empty(), ADA);
    room.transaction.executeWithoutResult(
        status -> {
          release(second, Optional.empty());
          status.setRollbackOnly();
        });
    assertThat(events()).hasSize(2).anyMatch(e -> e.contains("\"event\":\"rollback\""));
    String sha256 = room.registry.find(ModelRoom.TRIAL, second).orElseThrow().sha256();
    Files.delete(room.signature(sha256));
    for (int node = 0; node < 2; node++)
      assertRejected(
          "artifact-unsigned", () -> room.runtime().pin(ModelRoom.TRIAL, new Selector(second)));
    Awaitility.await().until(() -> events().size() == 3);
    assertThat(events()).anyMatch(e -> e.contains("\"code\":\"artifact-unsigned\""));
  }

  private List<String> events() {
    return room.jdbc.sql("select body from model_event").query(String.class).list();
  }

  @ParameterizedTest
  @EnumSource(value = Databases.class, names = "H2")
  void rollsNothingBackWhenThereIsNoChampion(Databases database) throws Exception {
    open(database);
    assertRejected(
        "rollback-conflict", () -> room.releases.rollback(ModelRoom.TRIAL, Optional.empty(), ADA));
  }

  private void release(String version, Optional<String> champion) {
    room.releases.release(
        ModelRoom.TRIAL, new Releases.Wanted(version, Optional.empty(), champion), ADA);
  }

  private void release(String version, Optional<String> sha256, String champion) {
    room.releases.release(
        ModelRoom.TRIAL, new Releases.Wanted(version, sha256, Optional.of(champion)), ADA);
  }

  private void challenge(String version) {
    room.releases.challenge(ModelRoom.TRIAL, Optional.of(version), ADA);
  }

  private Optional<String> champion() {
    return room.models.find(ModelRoom.TRIAL).orElseThrow().champion();
  }

  private static void assertRejected(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo(code);
  }
}
