package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.Run;
import io.sluice.publish.ScoreLookup;
import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of processes/score-batch.bpmn. */
@FlowTest(files = "score-batch.bpmn", covers = "score-batch")
class ScoreBatchFlowTest {
  private static final String NOTICE = "scores-notice";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired ScoreLookup scores;

  @BeforeEach
  void model() {
    outside.model("credit-risk", "loan-application").scores(.03);
  }

  private FlowRun arrived(List<Map<String, Object>> rows) {
    String header = String.join(",", rows.getFirst().keySet());
    String lines =
        rows.stream()
            .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    return kit.file("score-batch", "loan-application", "credit-risk", header + "\n" + lines).work();
  }

  private static List<Map<String, Object>> applications(int from, int rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Map<String, Object> row = Applications.complete();
      row.put("application_id", "LA-0042-%08d".formatted(from + i));
      all.add(row);
    }
    return all;
  }

  private double score(int application) {
    return scores
        .find("credit-risk", "LA-0042-%08d".formatted(application))
        .map(ScoreLookup.CurrentScore::score)
        .orElse(Double.NaN);
  }

  @Test
  void publishesWhatArrivedAndTellsOfIt() {
    FlowRun run = arrived(applications(100, 50)).assertEnded(Run.State.COMPLETED);
    run.assertPassed("collect", "validate", "score", "publish", "notify", "published-end");
    assertThat(score(149)).isEqualTo(.03, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(outside.subjects(NOTICE)).containsExactly("scores-published");
  }

  @Test
  void refusesTooManyBadRowsAndPublishesNothing() {
    List<Map<String, Object>> rows = applications(200, 10);
    rows.get(3).put("age", 7);
    FlowRun run = arrived(rows).assertEnded(Run.State.REFUSED).assertPassed("refused-end");
    assertThat(run.run().message()).contains("1 of 10 rows").doesNotContain(" 7");
    assertThat(score(200)).isNaN();
  }

  @Test
  void takesBackWhatWasPublishedWhenALaterStepRefuses() {
    arrived(applications(300, 20)).assertEnded(Run.State.COMPLETED);
    outside.target(NOTICE, "scores-published", new StepRejected("told-otherwise", "no"));
    outside.model("credit-risk", "loan-application").scores(.5);
    FlowRun run = arrived(applications(300, 21)).assertEnded(Run.State.REFUSED);
    run.assertPassed("publish", "notify", "undo", "unpublish", "refused-end");
    assertThat(score(300)).isEqualTo(.03, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(score(320)).isNaN();
  }
}
