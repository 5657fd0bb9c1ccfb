package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.Run;
import io.sluice.engine.Starts;
import io.sluice.step.StepRejected;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of processes/score-case.bpmn. */
@FlowTest(
    files = {"score-case.bpmn", "score-bands.dmn"},
    covers = "score-case")
class ScoreCaseFlowTest {
  @Autowired FlowKit kit;
  @Autowired Outside outside;

  @BeforeEach
  void model() {
    outside.model("credit-risk", "loan-application").scores(.03);
  }

  @Test
  void givesScoreBandAndVersionInTheCall() {
    Starts.Answer answer = kit.answer("score-case", "k", inputs(Applications.complete()));
    assertThat(answer.ended()).isTrue();
    assertThat(answer.result())
        .containsEntry("band", "A")
        .containsEntry("modelVersion", "v1")
        .containsEntry("modelRole", "champion")
        .containsKey("reasons");
    assertThat((Double) answer.result().get("score"))
        .isEqualTo(.03, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(kit.runs.find(answer.run()).orElseThrow().state()).isEqualTo(Run.State.COMPLETED);
  }

  @Test
  void findsTheBandOfEachScore() {
    Map<Double, String> bands = Map.of(.05, "B", .12, "C", .25, "D", .5, "E");
    bands.forEach(
        (score, band) -> {
          outside.model("credit-risk", "loan-application").scores(score + 1e-6);
          Starts.Answer answer = kit.answer("score-case", "k", inputs(Applications.complete()));
          assertThat(answer.result()).containsEntry("band", band);
        });
  }

  @Test
  void dropsColumnsThatTheModelDoesNotNeed() {
    Map<String, Object> record = Applications.complete();
    record.put("customer_id", "C-000042");
    assertThat(kit.answer("score-case", "k", inputs(record)).ended()).isTrue();
  }

  @Test
  void refusesABrokenRecordNamingFieldAndRuleAndLeavesNothingBehind() {
    Map<String, Object> record = Applications.complete();
    record.put("age", 7);
    long before = kit.runs.latest(500, null).size();
    assertThatThrownBy(() -> kit.answer("score-case", "k", inputs(record)))
        .isInstanceOfSatisfying(
            StepRejected.class,
            e -> {
              assertThat(e.code()).isEqualTo("over-tolerance");
              assertThat(String.valueOf(e.facts().get("errors"))).contains("age", "minimum");
              assertThat(e.toString()).doesNotContain("7");
            });
    assertThat(kit.runs.latest(500, null)).hasSize((int) before);
  }

  @Test
  void refusesAnUnknownModelAndAnUnknownTable() {
    Map<String, @Nullable Object> unknown = inputs(Applications.complete());
    unknown.put("model", "nope");
    assertRejected("unknown-model", unknown);
    Map<String, @Nullable Object> table = inputs(Applications.complete());
    table.put("bands", "nope");
    assertRejected("unknown-table", table);
  }

  private void assertRejected(String code, Map<String, @Nullable Object> inputs) {
    assertThatThrownBy(() -> kit.answer("score-case", "k", inputs))
        .isInstanceOfSatisfying(StepRejected.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Map<String, @Nullable Object> inputs(Map<String, Object> record) {
    Map<String, @Nullable Object> inputs = new HashMap<>();
    inputs.put("record", kit.record(record, ""));
    inputs.put("model", "credit-risk");
    inputs.put("version", "champion");
    inputs.put("bands", "score-bands");
    inputs.put("reasons", 4L);
    return inputs;
  }
}
