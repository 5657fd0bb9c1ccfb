package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Outages;
import io.sluice.heal.Remedy;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the table of remedies and people do about causes, beside trying again. */
@FlowTest(
    files = {
      "incident.bpmn",
      "incident.form",
      "remedies.dmn",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "scorecard.dmn",
      "band-judgement.form",
      "loan-policy.dmn",
      "score-bands.dmn",
      "underwriting.form"
    })
class RemediesFlowTest {
  private static final String BUREAU = "credit-bureau";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired CauseBook causes;
  @Autowired CorrectiveActions actions;
  @Autowired Outages outages;
  @Autowired JdbcClient jdbc;
  private int applications;

  @BeforeEach
  void world() {
    for (String table : List.of("last_answer", "corrective_action", "applied_remedy"))
      jdbc.sql("delete from " + table).update();
    kit.person("olly", "operator");
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("customer-history").answers(Applications.history(1_000));
    outside.source(BUREAU).answers(Applications.bureau());
  }

  @AfterEach
  void over() {
    outages.all().forEach(o -> outages.release(o.parked().target(), "olly", "test over"));
    kit.clear();
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(causes.open()).isEmpty();
  }

  private FlowRun started() {
    String key = "LA-0045-%08d".formatted(++applications);
    Map<String, Object> request = Applications.request(key, 9_000);
    return kit.start(
        "loan-application", key, Map.of("record", kit.record(request, "loan-request")));
  }

  private List<FlowRun> started(int runs) {
    List<FlowRun> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) all.add(started());
    return all;
  }

  /** Runs what is due, until nothing is. */
  private void work(List<FlowRun> runs) {
    for (FlowRun run : runs)
      for (List<Job> due = run.due(); !due.isEmpty(); due = run.due())
        try {
          kit.engine.getManagementService().executeJob(due.getFirst().getId());
        } catch (RuntimeException failed) {
          break;
        }
  }

  private void rounds(List<FlowRun> runs) {
    for (int i = 0; i < 8; i++) {
      kit.sweep();
      work(runs);
    }
    kit.sweep();
    kit.sweep();
  }

  private void answersUtilization(@Nullable Object value) {
    Map<String, @Nullable Object> answer = new HashMap<>(Applications.bureau());
    answer.put("utilization", value);
    outside.source(BUREAU).answers(answer);
  }

  private FlowRun incident() {
    List<FlowRun> incidents = kit.running("incident");
    assertThat(incidents).hasSize(1);
    return incidents.getFirst();
  }

  @Test
  void stopsAtOnceWhenASourceAnswersInAnotherType() {
    answersUtilization("0,42");
    FlowRun run = started();
    work(List.of(run));
    kit.sweep();
    assertThat(outside.source(BUREAU).asked()).isEqualTo(1);
    assertThat(causes.open().getFirst().cause().title())
        .isEqualTo(
            "ask-bureau (credit-bureau) of loan-application: the answer of credit-bureau breaks"
                + " contract loan-application: utilization comes as text and is a number");
    assertThat(String.valueOf(incident().variable("samplesText"))).contains("utilization: 9,99");
    assertThat(String.valueOf(incident().variable("traceText"))).contains("io.sluice.collect");
  }

  @Test
  void correctsAColumnForAllRunsOfTheCause() {
    answersUtilization("0,42");
    List<FlowRun> runs = started(9);
    work(runs);
    kit.sweep();
    String cause = causes.open().getFirst().cause().id();
    incident()
        .answer(
            "handle",
            "olly",
            Map.of(
                "remedy", "correct",
                "column", "utilization",
                "correction", "number(replace(value, \",\", \".\"))",
                "reason", "the bureau writes commas since today"));
    rounds(runs);
    assertThat(causes.open()).isEmpty();
    Action action = actions.of(cause).getFirst();
    assertThat(action.healed()).isEqualTo(9);
    assertThat(action.detail()).isEqualTo("utilization = number(replace(value, \",\", \".\"))");
    runs.forEach(run -> run.assertPassed("ask-bureau", "ask-history", "reserve"));
    assertThat(kit.running("incident")).isEmpty();
  }

  @Test
  void refusesACorrectionThatIsNone() {
    answersUtilization("0,42");
    FlowRun run = started();
    work(List.of(run));
    kit.sweep();
    Map<String, Object> answer =
        Map.of(
            "remedy",
            "correct",
            "column",
            "utilization",
            "correction",
            "number(",
            "reason",
            "typo");
    assertThatThrownBy(() -> incident().answer("handle", "olly", answer))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("wrong-correction"))
        .hasMessageContaining("no FEEL");
    incident().assertWaitsAt("handle");
  }

  @Test
  void waitsByTableForATargetThatIsParked() {
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
    FlowRun run = started().exhaust();
    outages.park(BUREAU, "olly", "it does not answer");
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(causes.open()).isEmpty();
    assertThat(outages.find(BUREAU).orElseThrow().open().waiting()).isEqualTo(1);
    outside.source(BUREAU).answers(Applications.bureau());
    outages.release(BUREAU, "olly", "it is back");
    kit.sweep();
    run.retry();
    run.assertPassed("ask-bureau", "reserve");
  }

  @Test
  void takesTheLastGoodAnswerWhenTheContractLetsIt() {
    work(List.of(started()));
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
    FlowRun run = started().exhaust();
    kit.sweep();
    String cause = causes.open().getFirst().cause().id();
    assertThat(actions.of(cause)).isEmpty();
    jdbc.sql("update affected_job set since = ? where cause = ?")
        .params(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1), cause)
        .update();
    rounds(List.of(run));
    assertThat(causes.open()).isEmpty();
    Action action = actions.of(cause).getFirst();
    assertThat(action.remedy()).isEqualTo(Remedy.LAST_GOOD);
    assertThat(action.actor()).isEqualTo("sluice");
    assertThat(action.reason()).startsWith("rule last-good of table remedies");
    run.assertPassed("ask-bureau", "ask-history", "reserve");
  }

  @Test
  void triesNoRemedyMoreOftenThanTheTableLets() {
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
    FlowRun run = started().exhaust();
    kit.sweep();
    String cause = causes.open().getFirst().cause().id();
    jdbc.sql("update affected_job set since = ? where cause = ?")
        .params(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1), cause)
        .update();
    rounds(List.of(run));
    rounds(List.of(run));
    assertThat(actions.of(cause)).extracting(Action::remedy).containsOnlyOnce(Remedy.LAST_GOOD);
    incident().assertWaitsAt("handle");
  }
}
