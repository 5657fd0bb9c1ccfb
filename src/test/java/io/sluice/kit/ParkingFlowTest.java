package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Outages;
import io.sluice.heal.ParkingBook;
import io.sluice.heal.Remedy;
import io.sluice.step.StepUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What becomes of the jobs of a target that does not answer. */
@FlowTest(
    files = {
      "incident.bpmn",
      "incident.form",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "scorecard.dmn",
      "band-judgement.form",
      "loan-policy.dmn",
      "score-bands.dmn",
      "underwriting.form"
    })
@TestPropertySource(
    properties = {"sluice.heal.parking.least-jobs=6", "sluice.heal.parking.probe-every=PT0S"})
class ParkingFlowTest {
  private static final String BUREAU = "credit-bureau";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired Outages outages;
  @Autowired CauseBook causes;
  @Autowired CorrectiveActions actions;
  private int applications;

  @BeforeEach
  void world() {
    kit.person("olly", "operator");
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("customer-history").answers(Applications.history(1_000));
    goesAway();
  }

  @AfterEach
  void over() {
    outages.all().forEach(o -> outages.release(o.parked().target(), "olly", "test over"));
    kit.clear();
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(outages.all()).isEmpty();
  }

  private void goesAway() {
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
  }

  private void comesBack() {
    outside.source(BUREAU).answers(Applications.bureau());
  }

  private List<FlowRun> started(int runs) {
    List<FlowRun> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      String key = "LA-0043-%08d".formatted(++applications);
      FlowRun run =
          kit.start(
              "loan-application",
              key,
              Map.of("record", kit.record(Applications.request(key, 9_000), "loan-request")));
      all.add(run);
      fail(run);
    }
    return all;
  }

  /** Runs what is due; a failure is the engine's to handle. */
  private void fail(FlowRun run) {
    for (Job job : let(run)) {
      try {
        kit.engine.getManagementService().executeJob(job.getId());
      } catch (StepUnavailable expected) {
        assertThat(expected.peer()).contains(BUREAU);
      }
    }
  }

  private void work(List<FlowRun> runs) {
    runs.forEach(this::fail);
  }

  private Set<Integer> retries(List<FlowRun> runs) {
    return runs.stream().map(run -> job(run).getRetries()).collect(Collectors.toSet());
  }

  private Job job(FlowRun run) {
    return kit.engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(run.id())
        .messages()
        .singleResult();
  }

  /** Jobs that are due now, or soon: those that are let go come at a pace. */
  private List<Job> let(FlowRun run) {
    Instant soon = Instant.now().plusSeconds(5);
    return kit
        .engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(run.id())
        .messages()
        .withRetriesLeft()
        .list()
        .stream()
        .filter(job -> job.getDuedate() == null || job.getDuedate().toInstant().isBefore(soon))
        .toList();
  }

  private List<FlowRun> due(List<FlowRun> runs) {
    return runs.stream().filter(run -> !let(run).isEmpty()).toList();
  }

  /** Runs what was let go, and what follows. */
  private void goOn(List<FlowRun> runs) {
    for (FlowRun run : runs) {
      fail(run);
      run.work();
    }
  }

  @Test
  void leavesATargetAloneWhileFewJobsFail() {
    started(5);
    kit.sweep();
    assertThat(outages.all()).isEmpty();
    assertThat(causes.warnings()).hasSize(1);
    assertThat(causes.warnings().getFirst().retrying()).isEqualTo(5);
    assertThat(kit.running("incident")).isEmpty();
  }

  @Test
  void holdsJobsBackWithoutUsingUpTheirRetriesAndLetsCanariesTryInTurn() {
    List<FlowRun> runs = started(7);
    kit.sweep();
    assertThat(outages.all()).hasSize(1);
    Set<Integer> before = retries(runs);
    List<FlowRun> first = due(runs);
    assertThat(first).hasSize(2);
    work(runs);
    kit.sweep();
    kit.sweep();
    List<FlowRun> second = due(runs);
    assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    work(runs);
    kit.sweep();
    assertThat(retries(runs)).isEqualTo(before);
    assertThat(outages.all().getFirst().open().waiting()).isEqualTo(7);
  }

  @Test
  void goesOnWaitingWhenItsTaskIsEscalated() {
    started(7);
    kit.sweep();
    String cause = outages.all().getFirst().parked().cause();
    kit.running("incident")
        .getFirst()
        .answer("handle", "olly", Map.of("remedy", "escalate", "reason", "it is long"))
        .assertWaitsAt("escalated");
    kit.sweep();
    assertThat(actions.current(cause))
        .hasValueSatisfying(action -> assertThat(action.remedy()).isEqualTo(Remedy.WAIT));
    assertThat(actions.of(cause)).anyMatch(action -> action.remedy() == Remedy.ESCALATE);
  }

  @Test
  void isOneTaskThatClosesItselfWhenTheTargetAnswersAgain() {
    List<FlowRun> runs = started(20);
    kit.sweep();
    assertThat(kit.running("incident")).hasSize(1);
    FlowRun task = kit.running("incident").getFirst();
    assertThat(task.variable("title")).isEqualTo("credit-bureau does not answer");
    assertThat(task.variable("waitingText")).isEqualTo("20");
    String cause = outages.all().getFirst().parked().cause();
    comesBack();
    List<Integer> cohorts = new ArrayList<>();
    for (int i = 0; i < 12 && !outages.all().isEmpty(); i++) {
      List<FlowRun> let = due(runs);
      if (!let.isEmpty()) cohorts.add(let.size());
      goOn(let);
      kit.sweep();
    }
    assertThat(cohorts).startsWith(2, 4, 8);
    assertThat(outages.all()).isEmpty();
    kit.sweep();
    assertThat(kit.running("incident")).isEmpty();
    CorrectiveActions.Action action = actions.of(cause).getFirst();
    assertThat(action.remedy()).isEqualTo(Remedy.WAIT);
    assertThat(action.actor()).isEqualTo("sluice");
    assertThat(action.healed()).isEqualTo(20);
    assertThat(action.worked()).isTrue();
    runs.forEach(run -> run.assertPassed("ask-bureau", "reserve"));
  }

  @Test
  void asksNothingOfAParkedTargetForANewRun() {
    started(6);
    kit.sweep();
    int asked = outside.source(BUREAU).asked();
    List<FlowRun> later = started(3);
    assertThat(outside.source(BUREAU).asked()).isEqualTo(asked);
    kit.sweep();
    assertThat(outages.all().getFirst().open().waiting()).isGreaterThanOrEqualTo(7);
    assertThat(due(later)).isEmpty();
  }

  @Test
  void parksAgainWhenACohortFails() {
    List<FlowRun> runs = started(12);
    kit.sweep();
    comesBack();
    goOn(due(runs));
    kit.sweep();
    assertThat(outages.all().getFirst().parked().state()).isEqualTo(ParkingBook.State.RELEASING);
    goesAway();
    work(due(runs));
    kit.sweep();
    assertThat(outages.all().getFirst().parked().state()).isEqualTo(ParkingBook.State.PARKED);
  }

  @Test
  void waitsForAPersonWhenAPersonParked() {
    assertThat(outages.park(BUREAU, "olly", "they told us of works tonight")).isTrue();
    assertThat(outages.park(BUREAU, "olly", "again")).isFalse();
    kit.sweep();
    List<FlowRun> runs = started(3);
    comesBack();
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(due(runs)).isEmpty();
    assertThat(outages.release(BUREAU, "olly", "they are done")).isTrue();
    kit.sweep();
    assertThat(due(runs)).hasSize(3);
    goOn(runs);
    kit.sweep();
    kit.sweep();
    assertThat(outages.all()).isEmpty();
  }

  @Test
  void cancelsWhatWaitsWhenOperationsSaySo() {
    List<FlowRun> runs = started(8);
    kit.sweep();
    kit.running("incident")
        .getFirst()
        .answer("handle", "olly", Map.of("remedy", "cancel", "reason", "the bureau is closed"));
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(outages.all()).isEmpty();
    runs.forEach(run -> run.assertEnded(io.sluice.engine.Run.State.CANCELLED));
    assertThat(kit.running("incident")).isEmpty();
  }
}
