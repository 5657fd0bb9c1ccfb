package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.FlowVersions;
import io.sluice.engine.Run;
import io.sluice.engine.gate.FlowFile;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Remedy;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How what people choose again and again becomes a rule: every path of remedy-rule.bpmn. */
@FlowTest(
    files = {
      "incident.bpmn",
      "incident.form",
      "remedy-rule.bpmn",
      "rule-approval.form",
      "remedies.dmn",
      "score-batch.bpmn",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "loan-policy.dmn",
      "score-bands.dmn",
      "scorecard.dmn",
      "band-judgement.form",
      "underwriting.form"
    },
    covers = "remedy-rule")
class RemedyRuleFlowTest {
  private static final String BANK = "core-banking";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired CauseBook causes;
  @Autowired CorrectiveActions actions;
  @Autowired FlowVersions flows;
  @Autowired JdbcClient jdbc;
  private int applications;
  private String cause = "";

  @BeforeEach
  void world() throws Exception {
    for (String table : List.of("corrective_action", "applied_remedy"))
      jdbc.sql("delete from " + table).update();
    flows.deploy(List.of(table("")), "test");
    kit.person("olly", "operator");
    kit.person("olga", "owner");
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("credit-bureau").answers(Applications.bureau());
    outside.source("customer-history").answers(Applications.history(1_000));
    outside.target(BANK, "reserve", new StepUnavailable("the bank is away for 17 s", null));
  }

  @AfterEach
  void over() {
    kit.clear();
    kit.sweep();
    kit.sweep();
    assertThat(causes.open()).isEmpty();
  }

  private static FlowFile table(String remark) throws Exception {
    String dmn = Files.readString(Path.of("processes/remedies.dmn"));
    return new FlowFile(
        "remedies.dmn",
        dmn.replace("Everything else is for people.", "Everything else is for people." + remark)
            .getBytes(StandardCharsets.UTF_8));
  }

  private FlowRun stopped() {
    String key = "LA-0046-%08d".formatted(++applications);
    FlowRun run =
        kit.start(
                "loan-application",
                key,
                Map.of("record", kit.record(Applications.request(key, 9_000), "loan-request")))
            .exhaust();
    kit.sweep();
    cause = causes.open().getFirst().cause().id();
    return run;
  }

  private FlowRun incident() {
    return kit.running("incident").getFirst();
  }

  private void rounds(FlowRun run) {
    for (int i = 0; i < 6; i++) {
      kit.sweep();
      if (!run.due().isEmpty()) run.exhaust();
    }
  }

  private void chooseRetry(FlowRun run, Map<String, Object> more) {
    incident()
        .answer(
            "handle",
            "olly",
            more.isEmpty()
                ? Map.of("remedy", "retry", "reason", "helps mostly")
                : Map.of("remedy", "retry", "reason", "helps mostly", "makeRule", true));
    rounds(run);
  }

  /** Chosen three times, the last time with the wish to make it a rule. */
  private FlowRun suggested() {
    FlowRun run = stopped();
    for (int i = 0; i < 3; i++) {
      assertThat(incident().variable("habit")).isEqualTo("");
      chooseRetry(run, Map.of());
    }
    assertThat(incident().variable("habit")).isEqualTo("retry");
    assertThat((String) incident().variable("habitText"))
        .isEqualTo("People chose **retry** 3 times for this cause; it never worked.");
    chooseRetry(run, Map.of("makeRule", true));
    return kit.running("remedy-rule").getFirst();
  }

  private Map<String, Object> answer(String decision) {
    return Map.of("decision", decision, "reason", "saves the night");
  }

  @Test
  void makesARuleThatSomebodyElseApproved() {
    FlowRun rule = suggested();
    Task task =
        kit.engine.getTaskService().createTaskQuery().processInstanceId(rule.id()).singleResult();
    assertThat(task.getName()).startsWith("Rule for ").contains("core-banking");
    assertThat((String) rule.variable("row"))
        .isEqualTo(
            "cause \"%s\": retry, 1 time for one run, 5 minutes after the last failure"
                .formatted(cause));
    kit.person("olly", "owner");
    assertThatThrownBy(() -> rule.answer("approve", "olly", answer("adopt")))
        .isInstanceOf(StepRejected.class)
        .hasMessageContaining("checks what you asked for yourself");
    rule.answer("approve", "olga", answer("adopt"));
    rule.work().assertEnded(Run.State.COMPLETED);
    heals();
  }

  /** From now on nobody need choose it. */
  private void heals() {
    kit.clear();
    kit.sweep();
    kit.sweep();
    FlowRun next = stopped();
    assertThat(incident().variable("habit")).isEqualTo("");
    outside.target(BANK, "reserve", null);
    jdbc.sql("update affected_job set changed_at = ?")
        .param(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(6))
        .update();
    kit.sweep();
    CorrectiveActions.Action action = actions.of(cause).getFirst();
    assertThat(action.actor()).isEqualTo("sluice");
    assertThat(action.remedy()).isEqualTo(Remedy.RETRY);
    assertThat(action.reason()).startsWith("rule cause-" + cause + " of table remedies, version ");
    rounds(next);
    assertThat(causes.open()).isEmpty();
  }

  @Test
  void leavesItToPeopleWhenTheRuleIsRejected() {
    FlowRun rule = suggested();
    rule.answer("approve", "olga", answer("reject"));
    rule.work().assertEnded(Run.State.COMPLETED);
    assertThat(incident().variable("habit")).isEqualTo("retry");
  }

  @Test
  void asksAnewWhenTheTableWasChangedMeanwhile() throws Exception {
    FlowRun rule = suggested();
    Object before = rule.variable("sha256");
    flows.deploy(List.of(table(" Really.")), "olga");
    rule.answer("approve", "olga", answer("adopt"));
    rule.work().assertWaitsAt("approve");
    assertThat(rule.variable("sha256")).isNotEqualTo(before);
    rule.answer("approve", "olga", answer("adopt"));
    rule.work().assertEnded(Run.State.COMPLETED);
  }

  @Test
  void refusesWhatIsARuleAlready() {
    FlowRun rule = suggested();
    FlowRun twin =
        kit.start(
            "remedy-rule", cause, Map.of("cause", cause, "remedy", "retry", "requester", "olly"));
    twin.work().assertWaitsAt("approve");
    rule.answer("approve", "olga", answer("adopt"));
    rule.work().assertEnded(Run.State.COMPLETED);
    twin.answer("approve", "olga", answer("adopt"));
    twin.work().assertEnded(Run.State.REFUSED);
  }
}
