package io.sluice.model.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Databases;
import io.sluice.model.ModelRoom;
import io.sluice.model.Models;
import io.sluice.model.Mover;
import io.sluice.model.Releases;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApproveTest {
  private static final StepCall RUN = new StepCall("run-7", "approve", "", Progress.SILENT);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private ModelRoom room;

  private String version = "";
  private String sha256 = "";

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void keepsWhoDecidedWhenAndWhyAndGivesWhatWasProposed(Databases database) throws IOException {
    propose(database);
    Approve.Output output = approve("release", " better than v1 ", "bob");
    assertThat(output.version()).isEqualTo(version);
    assertThat(output.artifact()).isEqualTo(sha256);
    Proposal kept = room.proposals.of(ModelRoom.TRIAL).getFirst();
    assertThat(kept.requester()).isEqualTo("ada");
    Proposal.Answer answer = Objects.requireNonNull(kept.answer());
    assertThat(answer.decision()).isEqualTo(Decision.RELEASE);
    assertThat(answer.reason()).isEqualTo("better than v1");
    assertThat(answer.approver()).isEqualTo("bob");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void takesNoAnswerThatLacksSomethingOrIsTheRequesters(Databases database) throws IOException {
    propose(database);
    assertRejected("four-eyes", () -> approve("release", "mine", "ada"));
    assertRejected("answer-incomplete", () -> approve("maybe", "why", "bob"));
    assertRejected("answer-incomplete", () -> approve("release", "  ", "bob"));
    assertRejected("answer-incomplete", () -> approve("release", "why", ""));
    StepCall other = new StepCall("run-8", "approve", "", Progress.SILENT);
    Approve step = new Approve(room.proposals);
    assertRejected(
        "unknown-proposal", () -> step.run(new Approve.Input(other, "release", "why", "bob")));
    assertThat(room.proposals.find("run-7").orElseThrow().answer()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void letsNoRequesterReleaseBesideTheFlowEither(Databases database) throws IOException {
    propose(database);
    Releases.Wanted wanted = new Releases.Wanted(version, Optional.empty(), Optional.empty());
    assertRejected(
        "four-eyes", () -> room.releases.release(ModelRoom.TRIAL, wanted, Mover.person("ada")));
    room.releases.release(ModelRoom.TRIAL, wanted, Mover.person("bob"));
    assertThat(room.models.find(ModelRoom.TRIAL).orElseThrow().champion()).contains(version);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void asksNobodyForAFirstVersionOnlyWhereTheSpecSaysSo(Databases database) throws IOException {
    assertThat(propose(database).approval()).isTrue();
    room.spec(ModelRoom.SPEC + "approval: after-first\n");
    assertThat(propose("").approval()).isFalse();
    assertThat(propose("v0").approval()).isTrue();
    room.spec(ModelRoom.SPEC + "approval: [nonsense\n");
    assertThat(propose("").approval()).isTrue();
  }

  private Propose.Output propose(Databases database) throws IOException {
    room = new ModelRoom(database, folder);
    Models.Version trained = room.version(1);
    version = trained.version();
    sha256 = trained.sha256();
    return propose("");
  }

  private Propose.Output propose(String champion) {
    return new Propose(room.models, room.specs, room.proposals)
        .run(
            new Propose.Input(
                RUN, ModelRoom.TRIAL, version, sha256, champion, "better", "p = .01", "ada"));
  }

  private Approve.Output approve(String decision, String reason, String approver) {
    return new Approve(room.proposals).run(new Approve.Input(RUN, decision, reason, approver));
  }

  private static void assertRejected(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StepRejected.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
