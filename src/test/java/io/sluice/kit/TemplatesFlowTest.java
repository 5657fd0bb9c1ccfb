package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.engine.FlowVersions;
import io.sluice.engine.Run;
import io.sluice.engine.Starts;
import io.sluice.engine.gate.FlowFile;
import io.sluice.step.StepUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Flows drawn from the templates alone are deployed and run. */
@FlowTest(
    files = {
      "score-case.bpmn",
      "score-ladder.bpmn",
      "scorecard.dmn",
      "band-judgement.form",
      "score-bands.dmn",
      "loan-policy.dmn",
      "human-approval.form",
      "underwriting.form"
    })
class TemplatesFlowTest {
  private static final String KEY = "LA-0042-00000001";
  private static final String RECORD = Drawn.property("input:record", "record of loan-request");

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired FlowVersions flows;
  @Autowired DecisionRecords decisions;

  @BeforeEach
  void world() {
    kit.person("ada", "approver");
    outside.model("credit-risk", "loan-application").scores(.3);
    outside.source("credit-bureau").answers(Applications.bureau());
    outside.source("customer-history").answers(Applications.history(1_000));
  }

  private FlowVersions.Deployed deploy(Drawn drawn) {
    byte[] content = drawn.bpmn().getBytes(StandardCharsets.UTF_8);
    return flows.deploy(List.of(new FlowFile("drawn.bpmn", content)), "modeler");
  }

  private FlowRun start(String flow) {
    return kit.start(
        flow, KEY, Map.of("record", kit.record(Applications.request(KEY, 9_000), "loan-request")));
  }

  private static Drawn enriched(String id) {
    return new Drawn(id, RECORD)
        .element(
            "bureau",
            "enrich",
            Map.of(
                "records",
                "${record}",
                "source",
                "credit-bureau",
                "by",
                "customer_id",
                "take",
                "credit_lines, utilization, delinquencies_24m, inquiries_6m, bureau_score"),
            Map.of())
        .element(
            "history",
            "enrich",
            Map.of(
                "records",
                "${record}",
                "source",
                "customer-history",
                "by",
                "customer_id",
                "take",
                "existing_loans, exposure"),
            Map.of());
  }

  @Test
  void aCaseIsScoredDecidedAskedAndKept() {
    Drawn drawn =
        enriched("drawn-case")
            .element("score", "score-case", Map.of("model", "credit-risk"), Map.of())
            .element(
                "policy",
                "decide",
                Map.of(
                    "table",
                    "loan-policy",
                    "records",
                    "${record}",
                    "scores",
                    "${null}",
                    "facts",
                    "${null}"),
                Map.of("recommendation", "${recommendation}"))
            .element("ask", "approval", Map.of(), Map.of("decision", "${answer}"))
            .element(
                "keep",
                "conclude",
                Map.of(
                    "records",
                    "${valid}",
                    "model",
                    "credit-risk",
                    "modelVersion",
                    "${modelVersion}",
                    "modelRole",
                    "${modelRole}",
                    "score",
                    "${score}",
                    "reasons",
                    "${reasons}",
                    "band",
                    "${bandVerdict}",
                    "policy",
                    "${verdict}",
                    "human",
                    "true"),
                Map.of())
            .element(
                "tell",
                "notify",
                Map.of(
                    "target",
                    "letters",
                    "subject",
                    "decided",
                    "compensation-waiver",
                    "a letter cannot be unwritten"),
                Map.of());
    FlowVersions.Deployed deployed = deploy(drawn);
    assertThat(deployed.flows())
        .extracting(FlowVersions.Version::flow)
        .containsExactly("drawn-case");
    FlowRun run = start("drawn-case").work().assertWaitsAt("ask");
    run.answer("ask", "ada", Map.of("answer", "approve", "answerReason", "fits")).work();
    run.assertEnded(Run.State.COMPLETED);
    DecisionRecord record =
        decisions.search(new DecisionRecords.Search("", "", run.id(), true), 1).getFirst();
    assertThat(record.decision()).isEqualTo("approve");
    assertThat(record.verdicts()).hasSize(2);
    assertThat(outside.subjects("letters")).containsExactly("decided");
  }

  @Test
  void aCaseFallsDownTheLadder() {
    outside
        .model("credit-risk", "loan-application")
        .fails(new StepUnavailable("cannot be read now", null));
    Drawn drawn =
        new Drawn(
                "drawn-ladder",
                Drawn.property("input:record", "record of loan-application")
                    + Drawn.property("result", "band, rung"))
            .element("score", "score-ladder", Map.of(), Map.of());
    deploy(drawn);
    Starts.Answer answer =
        kit.answer(
            "drawn-ladder",
            KEY,
            Map.of("record", kit.record(Applications.complete(), "loan-application")));
    assertThat(answer.result()).containsEntry("band", "B").containsEntry("rung", "scorecard");
  }

  @Test
  void theStepsOfACaseWorkOneByOne() {
    Drawn drawn =
        enriched("drawn-steps")
            .element("pin", "pin", Map.of("model", "credit-risk"), Map.of())
            .element(
                "validate",
                "validate",
                Map.of("records", "${record}", "contract", "${contract}", "unknown", "drop"),
                Map.of())
            .element(
                "score",
                "score",
                Map.of(
                    "records",
                    "${valid}",
                    "model",
                    "credit-risk",
                    "version",
                    "${modelVersion}",
                    "reasons",
                    "3"),
                Map.of())
            .element(
                "band",
                "decide",
                Map.of("table", "score-bands", "records", "${valid}", "scores", "${scores}"),
                Map.of("band", "${band}"))
            .element("publish", "publish", Map.of("compensation-waiver", "for the test"), Map.of())
            .element(
                "unpublish", "unpublish", Map.of("compensation-waiver", "for the test"), Map.of());
    deploy(drawn);
    FlowRun run = start("drawn-steps").work();
    run.assertEnded(Run.State.COMPLETED);
    run.assertPassed(
        "bureau", "history", "pin", "validate", "score", "band", "publish", "unpublish");
  }

  @Test
  void theCallGivesItsResultWhereNothingWaits() {
    Drawn drawn =
        new Drawn(
                "drawn-call",
                Drawn.property("input:record", "record of loan-application")
                    + Drawn.property("result", "band, score"))
            .element("score", "score-case", Map.of(), Map.of());
    deploy(drawn);
    Starts.Answer answer =
        kit.answer(
            "drawn-call",
            KEY,
            Map.of("record", kit.record(Applications.complete(), "loan-application")));
    assertThat(answer.result()).containsEntry("band", "D");
  }
}
