package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What heals by itself, one by one, until it is a pattern that people are told of. */
@FlowTest(
    files = {
      "alert.bpmn",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "scorecard.dmn",
      "band-judgement.form",
      "loan-policy.dmn",
      "score-bands.dmn",
      "underwriting.form"
    },
    covers = "alert")
@TestPropertySource(properties = "sluice.heal.pattern.least=8")
class PatternFlowTest {
  private static final String BUREAU = "credit-bureau";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired AlertBook alerts;
  @Autowired HealingTally tally;
  @Autowired JdbcClient jdbc;
  private int applications;

  @BeforeEach
  void world() {
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("customer-history").answers(Applications.history(1_000));
    outside.target("operations", "pattern-alert", null);
    jdbc.sql("delete from healing_tally").update();
    jdbc.sql("delete from pattern_alert").update();
  }

  @AfterEach
  void over() {
    kit.clear();
    kit.sweep();
    kit.sweep();
  }

  /** The bureau stumbles once over each loan, and answers when it is asked again. */
  private void healedBySecondTry() {
    String key = "LA-0045-%08d".formatted(++applications);
    FlowRun run =
        kit.start(
            "loan-application",
            key,
            Map.of("record", kit.record(Applications.request(key, 9_000), "loan-request")));
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
    work(run);
    kit.sweep();
    outside.source(BUREAU).answers(Applications.bureau());
    work(run);
    kit.sweep();
  }

  private void work(FlowRun run) {
    for (Job job :
        kit.engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(run.id())
            .messages()
            .list())
      try {
        kit.engine.getManagementService().executeJob(job.getId());
      } catch (StepUnavailable expected) {
        assertThat(expected.peer()).contains(BUREAU);
      }
  }

  private void tell() {
    kit.running("alert").forEach(FlowRun::work);
  }

  @Test
  void tellsOperationsOnceAndNamesTheSource() {
    for (int i = 0; i < 7; i++) healedBySecondTry();
    assertThat(tally.since(Instant.now().minusSeconds(7_200)))
        .extracting(HealingTally.Line::subject, HealingTally.Line::jobs)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(BUREAU, 7L));
    assertThat(alerts.open()).isEmpty();
    for (int i = 0; i < 5; i++) healedBySecondTry();
    tell();
    assertThat(alerts.open()).extracting(Alert::subject).containsExactly(BUREAU);
    assertThat(outside.told("operations"))
        .singleElement()
        .asString()
        .contains("\"subject\":\"pattern-alert\"")
        .contains("credit-bureau: ")
        .contains("jobs healed by themselves in 6 hours");
  }

  @Test
  void keepsTheAlertWhenOperationsCannotBeTold() {
    outside.target(
        "operations", "pattern-alert", new StepRejected("target-refused", "no such mailbox"));
    for (int i = 0; i < 12; i++) healedBySecondTry();
    tell();
    assertThat(kit.running("alert")).isEmpty();
    assertThat(alerts.open()).hasSize(1);
    assertThat(outside.told("operations")).isEmpty();
  }
}
