package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import io.sluice.engine.Starts;
import io.sluice.score.DeadlyKernel;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.ForeignKernel;
import io.sluice.score.ModelName;
import io.sluice.score.ScoringModel;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.data.Offset;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of processes/score-ladder.bpmn. */
@FlowTest(
    files = {"score-ladder.bpmn", "scorecard.dmn", "score-bands.dmn", "band-judgement.form"},
    covers = "score-ladder")
class ScoreLadderFlowTest {
  private static final StepUnavailable AWAY = new StepUnavailable("cannot be read now", null);
  private static final StepRejected DAMAGED = new StepRejected("artifact-damaged", "is damaged");

  @Autowired FlowKit kit;
  @Autowired Outside outside;

  @BeforeEach
  void world() {
    kit.person("ada", "approver");
    kit.person("olga", "owner");
    kit.person("requester", "approver");
    model().scores(.03).version("v2").before("v1");
  }

  private Outside.Model model() {
    return outside.model("credit-risk", "loan-application");
  }

  private static Map<String, Object> unknownToTheBureau() {
    Map<String, Object> record = Applications.complete();
    record.remove("bureau_score");
    return record;
  }

  private Map<String, @Nullable Object> inputs(Map<String, Object> record) {
    Map<String, @Nullable Object> inputs = new HashMap<>();
    inputs.put("record", kit.record(record, ""));
    inputs.put("model", "credit-risk");
    inputs.put("version", "champion");
    inputs.put("bands", "score-bands");
    inputs.put("scorecard", "scorecard");
    inputs.put("reasons", 4L);
    inputs.put("deadline", "PT2S");
    return inputs;
  }

  private Starts.Answer answer() {
    return kit.answer("score-ladder", "k", inputs(Applications.complete()));
  }

  @Test
  void theChampionDecidesWhenItCan() {
    Starts.Answer answer = answer();
    assertThat(answer.result())
        .containsEntry("rung", "champion")
        .containsEntry("band", "A")
        .containsEntry("modelVersion", "v2")
        .containsEntry("modelRole", "champion");
    assertThat(answer.result().get("reasons")).asInstanceOf(LIST).isNotEmpty();
  }

  @Test
  void theVersionBeforeDecidesWhenTheChampionIsUnavailableAndNothingIsRetried() {
    model().fails("v2", AWAY);
    Starts.Answer answer = answer();
    assertThat(answer.ended()).isTrue();
    assertThat(answer.result())
        .containsEntry("rung", "previous")
        .containsEntry("band", "A")
        .containsEntry("modelVersion", "v1")
        .containsEntry("modelRole", "previous");
    Run run = kit.runs.find(answer.run()).orElseThrow();
    assertThat(run.state()).isEqualTo(Run.State.COMPLETED);
    assertThat(run.steps())
        .filteredOn(step -> step.element().equals("champion"))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(RunStep.State.UNAVAILABLE);
              assertThat(step.message()).isEqualTo("cannot be read now");
              assertThat(step.tries()).isEqualTo(1);
            });
  }

  @Test
  void theVersionBeforeDecidesWhenTheChampionIsDamaged() {
    model().fails("v2", DAMAGED);
    assertThat(answer().result()).containsEntry("rung", "previous");
  }

  @Test
  void theVersionBeforeDecidesWhenTheChampionDiesOnTheCase() {
    model().serves("v2", scoringBy(new DeadlyKernel(any -> true, ArithmeticException::new)));
    Starts.Answer answer = answer();
    assertThat(answer.result()).containsEntry("rung", "previous");
    assertThat(kit.runs.find(answer.run()).orElseThrow().state()).isEqualTo(Run.State.COMPLETED);
  }

  @Test
  void doesNotWaitForAChampionThatMissesItsDeadline() {
    CountDownLatch over = new CountDownLatch(1);
    model().serves("v2", hanging(over));
    Map<String, @Nullable Object> inputs = inputs(Applications.complete());
    inputs.put("deadline", "PT0.05S");
    Starts.Answer answer = kit.answer("score-ladder", "k", inputs);
    // The champion still works on it: nothing but the deadline can have brought the answer.
    assertThat(over.getCount()).isEqualTo(1);
    over.countDown();
    assertThat(answer.result()).containsEntry("rung", "previous");
    assertThat(kit.runs.find(answer.run()).orElseThrow().steps())
        .filteredOn(step -> step.element().equals("champion"))
        .extracting(RunStep::message)
        .containsExactly("version v2 of model credit-risk gave no score within its deadline");
  }

  private static ScoringModel hanging(CountDownLatch until) {
    return scoringBy(
        new ForeignKernel() {
          @Override
          public int width() {
            return 1;
          }

          @Override
          public void score(double[] rows, int from, int to, double[] scores) {
            try {
              until.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
  }

  private static ScoringModel scoringBy(ForeignKernel kernel) {
    return new ScoringModel(
        new ModelName("credit-risk"),
        "v2",
        new ScoringModel.Facts("loan-application", "target = true", "imported", "0".repeat(64)),
        new Encoder(List.of(new Encoding.Numeric("loan_amount", Type.NUMBER, 0d, 0, 1))),
        kernel,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void theScorecardDecidesWhenNoModelCan(boolean championAway, boolean previousAway) {
    model().fails("v2", championAway ? AWAY : DAMAGED).fails("v1", previousAway ? AWAY : DAMAGED);
    assertScorecard(answer());
  }

  private static void assertScorecard(Starts.Answer answer) {
    assertThat(answer.ended()).isTrue();
    assertThat(answer.result())
        .containsEntry("rung", "scorecard")
        .containsEntry("band", "B")
        .containsEntry("modelVersion", null)
        .containsEntry("modelRole", null)
        .containsEntry("reasons", null);
    // 395 for everybody and 18, 24, 25, 10, 44, 13, 27, 17, 13, 0 by the columns of the record.
    assertThat((Double) answer.result().get("score"))
        .isEqualTo(1 / (1 + 19 * Math.pow(2, (586 - 600) / 20.0)), Offset.offset(1e-9));
  }

  @Test
  void theScorecardDecidesWhenNoVersionServedBefore() {
    outside.reset();
    model().scores(.03).version("v2").fails("v2", AWAY);
    assertScorecard(answer());
  }

  @Test
  void aPersonJudgesWhatTheScorecardCannotAndSeesWhy() {
    FlowRun run = unjudged();
    Task task = task(run);
    assertThat(kit.engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .contains("approver");
    Map<String, Object> shown = kit.engine.getTaskService().getVariables(task.getId());
    assertThat(shown)
        .containsEntry("championProblem", "cannot be read now")
        .containsEntry("previousProblem", "is damaged");
    assertThat(String.valueOf(shown.get("scorecardProblem"))).contains("no rule of table");
    assertThat(String.valueOf(shown.get("recordText"))).contains("| housing | ••• |");
    assertThatThrownBy(() -> run.answer("judge", "requester", band("B")))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("four-eyes"));
    run.answer("judge", "ada", band("B")).assertEnded(Run.State.COMPLETED);
    run.assertPassed("champion", "previous", "scorecard", "no-verdict", "judge", "scored");
  }

  private FlowRun unjudged() {
    model().fails("v2", AWAY).fails("v1", DAMAGED);
    return kit.start("score-ladder", "k", inputs(unknownToTheBureau())).assertWaitsAt("judge");
  }

  private Task task(FlowRun run) {
    return kit.engine.getTaskService().createTaskQuery().processInstanceId(run.id()).singleResult();
  }

  private static Map<String, Object> band(String band) {
    return Map.of("answer", band, "answerReason", "has been with us for years");
  }

  @Test
  void silenceEscalatesAndEndsWithoutABand() {
    FlowRun run = unjudged().fire("late").assertWaitsAt("judge-escalated");
    run.fire("too-late").assertEnded(Run.State.COMPLETED);
    run.assertPassed("judge-escalated", "too-late", "unjudged", "unjudged-end");
  }

  @Test
  void anOwnerJudgesWhatWasEscalated() {
    FlowRun run = unjudged().fire("late");
    run.answer("judge-escalated", "olga", band("D")).assertEnded(Run.State.COMPLETED);
  }

  @Test
  void aRecordThatBreaksItsContractGoesBackToTheCaller() {
    Map<String, Object> record = Applications.complete();
    record.put("age", 7);
    assertThatThrownBy(() -> kit.answer("score-ladder", "k", inputs(record)))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("over-tolerance"));
  }

  @Test
  void nothingIsRetriedAndNothingIsHiddenWhereTheDiskIsFull() {
    RuntimeException full =
        new StepUnavailable(
            "gave no answer", new StorageFull("no room", new IOException("no room")));
    model().fails("v2", full);
    assertThatThrownBy(this::answer).hasRootCauseInstanceOf(IOException.class);
  }
}
