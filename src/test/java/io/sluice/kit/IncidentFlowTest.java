package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.engine.Run;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Remedy;
import io.sluice.step.StepUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of processes/incident.bpmn, with the flow whose jobs stop. */
@FlowTest(
    files = {
      "incident.bpmn",
      "incident.form",
      "score-batch.bpmn",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "loan-policy.dmn",
      "score-bands.dmn",
      "scorecard.dmn",
      "band-judgement.form",
      "underwriting.form"
    },
    covers = "incident")
class IncidentFlowTest {
  private static final String BANK = "core-banking";
  private static final AtomicInteger BATCHES = new AtomicInteger();

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired CauseBook causes;
  @Autowired AffectedJobs affected;
  @Autowired CorrectiveActions actions;
  private int applications;
  private String cause = "";

  @BeforeEach
  void world() {
    kit.person("olly", "operator");
    kit.person("olga", "owner");
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("credit-bureau").answers(Applications.bureau());
    outside.source("customer-history").answers(Applications.history(1_000));
    outside.target(BANK, "reserve", new StepUnavailable("the bank is away for 17 s", null));
  }

  /** What tests left waiting is gone with their runs. */
  @AfterEach
  void over() {
    kit.clear();
    kit.sweep();
    kit.sweep();
    assertThat(causes.open()).isEmpty();
  }

  private List<FlowRun> stopped(int runs) {
    List<FlowRun> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      String key = "LA-0042-%08d".formatted(++applications);
      FlowRun run =
          kit.start(
              "loan-application",
              key,
              Map.of("record", kit.record(Applications.request(key, 9_000), "loan-request")));
      all.add(run.exhaust());
    }
    kit.sweep();
    return all;
  }

  private FlowRun incident() {
    List<FlowRun> incidents = kit.running("incident");
    assertThat(incidents).hasSize(1);
    return incidents.getFirst();
  }

  private CauseBook.Open open() {
    assertThat(causes.open()).hasSize(1);
    return causes.open().getFirst();
  }

  private Action last() {
    return actions.of(cause).getFirst();
  }

  private void choose(String element, String user, String remedy) {
    cause = open().cause().id();
    incident().answer(element, user, Map.of("remedy", remedy, "reason", "looked at it"));
  }

  /** Rounds of the sweep, and the jobs that it has set going. */
  private void rounds(List<FlowRun> runs) {
    for (int i = 0; i < 8; i++) {
      kit.sweep();
      for (FlowRun run : runs) if (!run.due().isEmpty()) run.exhaust();
    }
  }

  @Test
  void asksOnceForTheCauseOfManyStoppedRuns() {
    stopped(5);
    Task task =
        kit.engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(incident().id())
            .singleResult();
    assertThat(task.getName())
        .isEqualTo(
            "Incident: reserve (core-banking) of loan-application: the bank is away for # s");
    assertThat(incident().variable("waitingText")).isEqualTo("5");
    stopped(2);
    assertThat(incident().variable("waitingText")).isEqualTo("7");
  }

  @Test
  void triesOneFirstAndAsksAgainWhenItStopsAgain() {
    List<FlowRun> runs = stopped(5);
    choose("handle", "olly", "retry");
    incident().assertWaitsAt("returned");
    rounds(runs);
    incident().assertWaitsAt("handle");
    assertThat(last().failed()).isEqualTo(1);
    assertThat(last().healed()).isZero();
    assertThat(String.valueOf(incident().variable("triedText")))
        .contains("retry by olly", "0 of 5 healed, 1 stopped again", "looked at it");
    assertThat(open().waiting()).isEqualTo(5);
    assertThat(affected.of(cause, AffectedJobs.State.WAITING, 10))
        .extracting(AffectedJobs.Affected::attempts)
        .containsExactlyInAnyOrder(5, 5, 5, 5, 6);
  }

  @Test
  void knowsThatARemedyDidNotHelpWhenAJobStopsForAnotherReason() {
    List<FlowRun> runs = stopped(3);
    choose("handle", "olly", "retry");
    outside.target(BANK, "reserve", new StepUnavailable("the bank asks for a new key", null));
    for (int i = 0; i < 3; i++) {
      kit.sweep();
      for (FlowRun run : runs) if (!run.due().isEmpty()) run.exhaust();
    }
    kit.sweep();
    assertThat(last().failed()).isEqualTo(1);
    assertThat(last().worked()).isFalse();
    assertThat(causes.open())
        .extracting(open -> open.cause().id().equals(cause), CauseBook.Open::waiting)
        .containsExactlyInAnyOrder(tuple(true, 2L), tuple(false, 1L));
    assertThat(kit.running("incident")).hasSize(2);
  }

  @Test
  void closesWhenAllHaveGoneThrough() {
    List<FlowRun> runs = stopped(9);
    FlowRun incident = incident();
    outside.target(BANK, "reserve", null);
    choose("handle", "olly", "retry");
    rounds(runs);
    incident.assertEnded(Run.State.COMPLETED).assertPassed("heal", "returned", "gone", "over");
    assertThat(causes.open()).isEmpty();
    assertThat(last().worked()).isTrue();
    assertThat(last().healed()).isEqualTo(9);
    assertThat(last().actor()).isEqualTo("olly");
    assertThat(last().remedy()).isEqualTo(Remedy.RETRY);
    runs.forEach(run -> run.work().assertWaitsAt("waiting"));
  }

  @Test
  void goesOnInCohortsAndStopsAtTheFirstThatStopsAgain() {
    List<FlowRun> runs = stopped(7);
    outside.target(BANK, "reserve", null);
    choose("handle", "olly", "retry");
    kit.sweep();
    runs.forEach(FlowRun::work);
    outside.target(BANK, "reserve", new StepUnavailable("the bank is away for 17 s", null));
    rounds(runs);
    assertThat(last().healed()).isEqualTo(1);
    assertThat(last().failed()).isEqualTo(2);
    assertThat(open().waiting()).isEqualTo(6);
    incident().assertWaitsAt("handle");
  }

  @Test
  void closesByItselfWhenSolvedOtherwise() {
    List<FlowRun> runs = stopped(2);
    FlowRun incident = incident();
    outside.target(BANK, "reserve", null);
    kit.engine
        .getManagementService()
        .createJobQuery()
        .noRetriesLeft()
        .list()
        .forEach(job -> kit.engine.getManagementService().setJobRetries(job.getId(), 1));
    runs.forEach(FlowRun::retry);
    kit.sweep();
    incident.assertEnded(Run.State.COMPLETED).assertPassed("gone", "over");
  }

  @Test
  void cancelsTheRunsAndTakesBackWhatTheyDid() {
    List<FlowRun> runs = stopped(3);
    FlowRun incident = incident();
    choose("handle", "olly", "cancel");
    rounds(runs);
    runs.forEach(run -> run.work().assertEnded(Run.State.CANCELLED));
    incident.assertEnded(Run.State.COMPLETED);
    assertThat(last().healed()).isEqualTo(3);
    assertThat(runs.getFirst().run().message()).contains("olly", "looked at it");
  }

  @Test
  void skipsTheStep() {
    List<FlowRun> runs = stopped(3);
    FlowRun incident = incident();
    choose("handle", "olly", "skip");
    rounds(runs);
    runs.forEach(run -> run.work().assertWaitsAt("waiting"));
    incident.assertEnded(Run.State.COMPLETED);
    assertThat(outside.subjects(BANK)).containsExactly("offer", "offer", "offer");
  }

  @Test
  void asksAnewWhenItsTaskWasDeletedAndBeginsAnew() {
    List<FlowRun> runs = stopped(2);
    choose("handle", "olly", "retry");
    FlowRun deleted = incident();
    kit.engine.getRuntimeService().deleteProcessInstance(deleted.id(), "by mistake");
    kit.sweep();
    kit.sweep();
    assertThat(incident().id()).isNotEqualTo(deleted.id());
    outside.target(BANK, "reserve", null);
    choose("handle", "olly", "retry");
    rounds(runs);
    assertThat(causes.open()).isEmpty();
  }

  @Test
  void asksAgainWhenTheRemedyCannotBeApplied() {
    outside.target(
        "scores-notice", "scores-published", new StepUnavailable("nobody listens", null));
    FlowRun batch = batch().exhaust();
    kit.sweep();
    assertThat(open().cause().title())
        .isEqualTo("notify (scores-notice) of score-batch: nobody listens");
    choose("handle", "olly", "cancel");
    rounds(List.of(batch));
    incident().assertWaitsAt("handle");
    assertThat(last().failed()).isEqualTo(1);
    assertThat(batch.run().state()).isEqualTo(Run.State.FAILED);
  }

  /** Each with content of its own, in all tests: the same file twice is one run. */
  private FlowRun batch() {
    Map<String, Object> row = new LinkedHashMap<>(Applications.complete());
    row.put("application_id", "LA-0047-%08d".formatted(BATCHES.incrementAndGet()));
    String csv =
        String.join(",", row.keySet())
            + "\n"
            + row.values().stream().map(String::valueOf).collect(Collectors.joining(","));
    return kit.file("score-batch", "loan-application", "credit-risk", csv);
  }

  @Test
  void rollsTheModelBackForEverybody() {
    outside
        .model("credit-risk", "loan-application")
        .version("v2")
        .before("v1")
        .fails("v2", new StepUnavailable("tree without a root", null));
    List<FlowRun> runs = List.of(batch().exhaust(), batch().exhaust());
    kit.sweep();
    choose("handle", "olly", "roll-back");
    rounds(runs);
    runs.forEach(run -> run.work().assertEnded(Run.State.COMPLETED));
    assertThat(causes.open()).isEmpty();
    assertThat(last().remedy()).isEqualTo(Remedy.ROLL_BACK);
    assertThat(last().detail()).isEqualTo("v1 serves now");
    assertThat(last().healed()).isEqualTo(2);
  }

  @Test
  void refusesToRollBackWhatIsNoModel() {
    stopped(1);
    assertThatThrownBy(() -> choose("handle", "olly", "roll-back"))
        .hasMessageContaining("there is no model core-banking");
    incident().assertWaitsAt("handle");
  }

  @Test
  void leavesTheRestAloneWhenARemedyIsStopped() {
    List<FlowRun> runs = stopped(7);
    outside.target(BANK, "reserve", null);
    choose("handle", "olly", "retry");
    kit.sweep();
    runs.forEach(FlowRun::work);
    assertThat(actions.stop(cause, "olly", "wrong choice")).isTrue();
    assertThat(actions.stop(cause, "olly", "twice")).isFalse();
    rounds(runs);
    incident().assertWaitsAt("handle");
    assertThat(open().waiting()).isEqualTo(6);
    assertThat(last().reason()).isEqualTo("looked at it; stopped by olly: wrong choice");
    choose("handle", "olly", "retry");
    rounds(runs);
    assertThat(causes.open()).isEmpty();
  }

  @Test
  void silenceAndOperatorsEscalateAndOwnersAreRemindedEachDay() {
    stopped(1);
    incident().fire("overdue").assertWaitsAt("escalated");
    incident().fire("still-overdue").assertWaitsAt("escalated");
    incident().answer("escalated", "olga", Map.of("remedy", "escalate", "reason", "who knows?"));
    incident().assertWaitsAt("escalated").assertPassed("overdue", "still-overdue", "remind");
    choose("escalated", "olga", "retry");
    incident().assertWaitsAt("returned");
  }

  @Test
  void keepsWhoEscalatedAndWhyAndAsksForReasonsOfTheirOwn() {
    stopped(2);
    choose("handle", "olly", "escalate");
    incident().assertWaitsAt("escalated");
    assertThat(last().remedy()).isEqualTo(Remedy.ESCALATE);
    assertThat(last().actor()).isEqualTo("olly");
    assertThat(last().ended()).isNotNull();
    assertThat(incident().variable("reason")).isNull();
    assertThat(incident().variable("remedy")).isNull();
    kit.sweep();
    assertThat(incident().variable("triedText"))
        .asString()
        .startsWith("- escalated by olly at ")
        .endsWith(" UTC. Reason: looked at it");
    choose("escalated", "olga", "skip");
    kit.sweep();
    assertThat(last().remedy()).isEqualTo(Remedy.SKIP);
  }
}
