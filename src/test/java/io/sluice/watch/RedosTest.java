package io.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Type;
import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.Repetitions;
import io.sluice.kit.Applications;
import io.sluice.kit.FlowKit;
import io.sluice.kit.FlowRun;
import io.sluice.kit.FlowTest;
import io.sluice.kit.Outside;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Kernel;
import io.sluice.score.Linear;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.step.DecisionTables;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Loans that were decided while the champion was away, and what it says once it is back. */
@FlowTest(
    files = {
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "loan-policy.dmn",
      "score-bands.dmn",
      "scorecard.dmn",
      "band-judgement.form",
      "underwriting.form"
    })
class RedosTest {
  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired DecisionRecords decisions;
  @Autowired Repetitions repetitions;
  @Autowired ModelRuntime models;
  @Autowired DecisionTables tables;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void world() {
    jdbc.sql("delete from decision_record").update();
    kit.person("ada", "approver");
    model().scores(.2).version("v1");
    outside.source("credit-bureau").answers(Applications.bureau());
    outside.source("customer-history").answers(Map.of("existing_loans", 1, "exposure", 1_000));
  }

  private Outside.Model model() {
    return outside.model("credit-risk", "loan-application");
  }

  private Redos redos() {
    return new Redos(models, tables, decisions, repetitions, InstantSource.system());
  }

  private Redos.Report all(String rung) {
    return redos().redoAll("", rung, 100);
  }

  private FlowRun applied() {
    String key = "LA-0042-%08d".formatted(UUID.randomUUID().hashCode() & 0xffffff);
    return kit.start(
            "loan-application",
            key,
            Map.of("record", kit.record(Applications.request(key, 9_000), "loan-request")))
        .work();
  }

  private DecisionRecord decided() {
    FlowRun run = applied();
    return decisions.search(new DecisionRecords.Search("", "", run.id(), false), 1).getFirst();
  }

  private DecisionRecord decidedByTheScorecard() {
    model().fails("v1", new StepUnavailable("away", null));
    DecisionRecord first = decided();
    assertThat(first.rung()).isEqualTo("scorecard");
    assertThat(first.band()).isEqualTo("B");
    model().works();
    return first;
  }

  @Test
  void saysWhatTheChampionWouldHaveSaidAndLeavesTheCaseAlone() {
    DecisionRecord first = decidedByTheScorecard();
    int told = outside.told("core-banking").size();
    Redos.Report report = all("degraded");
    assertThat(report.open()).isZero();
    assertThat(report.problems()).isEmpty();
    assertThat(report.redone())
        .singleElement()
        .satisfies(
            redo -> {
              assertThat(redo.decision()).isEqualTo(first.id());
              assertThat(redo.rung()).isEqualTo("scorecard");
              assertThat(redo.scoreThen()).isEqualTo(first.score());
              assertThat(redo.bandThen()).isEqualTo("B");
              assertThat(redo.decided()).isEqualTo("approve");
              assertThat(redo.score()).isEqualTo(.2, Offset.offset(1e-9));
              assertThat(redo.band()).isEqualTo("C");
              assertThat(redo.differs()).isTrue();
            });
    DecisionRecord second = decisions.find(report.redone().getFirst().redo()).orElseThrow();
    assertThat(second.redoes()).isEqualTo(first.id());
    assertThat(second.run()).isEqualTo(first.run());
    assertThat(second.rung()).isEqualTo("champion");
    assertThat(second.modelVersion()).isEqualTo("v1");
    assertThat(second.features()).isEqualTo(first.features());
    assertThat(second.inputSha256()).isEqualTo(first.inputSha256());
    assertThat(second.verdicts()).extracting("table").containsExactly("score-bands");
    assertThat(second.reasons()).isNotEmpty();
    assertThat(second.decision()).isEqualTo("approve");
    assertThat(outside.told("core-banking")).hasSize(told);
    assertThat(decisions.find(first.id())).contains(first);
  }

  @Test
  void asksEachChampionOnce() {
    DecisionRecord first = decidedByTheScorecard();
    Redo once = redos().redo(first);
    assertThat(redos().redo(first)).isEqualTo(once);
    assertThat(all("scorecard").redone()).isEmpty();
    model().version("v2").scores(.6);
    assertThat(all("degraded").redone())
        .singleElement()
        .satisfies(
            redo -> {
              assertThat(redo.modelVersion()).isEqualTo("v2");
              assertThat(redo.band()).isEqualTo("E");
            });
    assertThat(jdbc.sql("select count(*) from decision_record").query(Long.class).single())
        .isEqualTo(3);
    assertThatThrownBy(() -> redos().redo(decisions.find(once.redo()).orElseThrow()))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("redo-conflict"));
  }

  @Test
  void leavesThemOpenWhileTheChampionIsAway() {
    DecisionRecord first = decidedByTheScorecard();
    model().fails("v1", new StepUnavailable("cannot be read now", null));
    Redos.Report report = all("degraded");
    assertThat(report.redone()).isEmpty();
    assertThat(report.open()).isEqualTo(1);
    assertThat(report.problems()).containsEntry("credit-risk", "cannot be read now");
    assertThatThrownBy(() -> redos().redo(first)).isInstanceOf(StepUnavailable.class);
  }

  @Test
  void findsTheBandOfWhatAPersonJudgedByTheTableOfItsFlow() {
    decided();
    Map<String, @Nullable Object> fileless = new HashMap<>(Applications.bureau());
    fileless.put("bureau_score", null);
    outside.source("credit-bureau").answers(fileless);
    model().fails("v1", new StepUnavailable("away", null));
    FlowRun run = applied();
    run.answer("judge", "ada", Map.of("answer", "C", "answerReason", "looked at it")).work();
    model().works();
    assertThat(all("human").redone())
        .singleElement()
        .satisfies(
            redo -> {
              assertThat(redo.scoreThen()).isNull();
              assertThat(redo.bandThen()).isEqualTo("C");
              assertThat(redo.band()).isEqualTo("C");
              assertThat(redo.differs()).isFalse();
            });
  }

  @Test
  void keepsThatTheChampionRefusesARecordAndAsksItNoMore() {
    Map<String, @Nullable Object> odd = new HashMap<>(Applications.bureau());
    odd.put("utilization", 7.0);
    outside.source("credit-bureau").answers(odd);
    FlowRun run = applied();
    run.answer("underwrite", "ada", Map.of("answer", "decline", "answerReason", "odd")).work();
    model().serves("v1", refusing());
    assertThat(all("human").redone())
        .singleElement()
        .satisfies(redo -> assertThat(redo.score()).isNull());
    assertThat(all("human").redone()).isEmpty();
  }

  /** It needs a value that no application has. */
  private static ScoringModel refusing() {
    return new ScoringModel(
        new ModelName("credit-risk"),
        "v1",
        new ScoringModel.Facts("loan-application", "target = true", "line", "0".repeat(64)),
        new Encoder(List.of(new Encoding.Numeric("assets", Type.NUMBER, null, 0, 1))),
        Kernel.of(new Linear(new double[] {1}, 0)),
        Optional.empty());
  }

  @Test
  void replaysWhatAScorecardDecidedBitByBit() {
    DecisionRecord first = decidedByTheScorecard();
    Replays.Replay replay = new Replays(models, tables).replay(first);
    assertThat(replay.same()).as(replay.why()).isTrue();
    assertThat(replay.score()).isEqualTo(first.score());
    assertThat(all("degraded").redone()).hasSize(1);
    List<DecisionRecord> both =
        decisions.search(new DecisionRecords.Search("", "", first.run(), false), 10);
    assertThat(both).hasSize(2);
    for (DecisionRecord each : both)
      assertThat(new Replays(models, tables).replay(each).why()).isEmpty();
  }
}
