package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import io.sluice.data.BadRow;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetCatalog;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Home;
import io.sluice.data.Quarantine;
import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import io.sluice.publish.ScoreLookup;
import io.sluice.score.DeadlyKernel;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.ModelName;
import io.sluice.score.ScoringModel;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Every path of processes/score-batch.bpmn. */
@FlowTest(files = "score-batch.bpmn", covers = "score-batch")
class ScoreBatchFlowTest {
  private static final String NOTICE = "scores-notice";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired ScoreLookup scores;
  @Autowired DatasetCatalog catalog;
  @Autowired Home home;
  @MockitoSpyBean DatasetStore datasets;

  @BeforeEach
  void model() {
    outside.model("credit-risk", "loan-application").scores(.03);
  }

  private FlowRun arrived(List<Map<String, Object>> rows) {
    return kit.file("score-batch", "loan-application", "credit-risk", csv(rows)).work();
  }

  private static String csv(int from, int rows) {
    return csv(applications(from, rows));
  }

  private static String csv(List<Map<String, Object>> rows) {
    String header = String.join(",", rows.getFirst().keySet());
    String lines =
        rows.stream()
            .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    return header + "\n" + lines;
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

  @Test
  void publishesTheOthersWhenTheModelDiesOnARow() {
    outside.model("credit-risk", "loan-application").serves(dyingOf(4_711));
    List<Map<String, Object>> rows = applications(400, 300);
    rows.get(123).put("loan_amount", 4_711.0);
    FlowRun run = arrived(rows).assertEnded(Run.State.COMPLETED);
    assertThat(score(522)).isEqualTo(1 / 9_001.0);
    assertThat(score(523)).isNaN();
    assertThat(score(524)).isEqualTo(1 / 9_001.0);
    assertThat(new Quarantine(catalog, datasets).page(run.id(), 0, 10, true).rows())
        .containsExactly(
            new BadRow(
                125,
                "",
                "poison-row:ArithmeticException",
                "",
                "the model fails on this row with ArithmeticException"));
    assertThat(step(run, "score").rejected()).isOne();
  }

  @Test
  void failsWithTheModelsOwnErrorWhenItDiesOnEveryRow() {
    outside.model("credit-risk", "loan-application").serves(dyingOf(9_000));
    FlowRun run = kit.file("score-batch", "loan-application", "credit-risk", csv(500, 40));
    assertThatThrownBy(run::work).isInstanceOf(ArithmeticException.class);
    assertThat(kinds(run)).containsExactly(Dataset.Kind.RAW, Dataset.Kind.VALID);
    outside.model("credit-risk", "loan-application").serves(dyingOf(4_711));
    run.retry().assertEnded(Run.State.COMPLETED);
    assertThat(score(539)).isEqualTo(1 / 9_001.0);
  }

  /** At the last moment: the quarantine of the same step is written by then. */
  @Test
  void goesOnWhereTheDiskWasFullAndShowsNothingUntilThen() throws IOException {
    StorageFull full = new StorageFull("no room on the disk", new IOException("test"));
    doAnswer(call -> withoutRoom((DatasetWriter) call.callRealMethod(), full))
        .doCallRealMethod()
        .when(datasets)
        .extend(any(), any(), any(), any(), any(), any());
    outside.model("credit-risk", "loan-application").serves(dyingOf(4_711));
    List<Map<String, Object>> rows = applications(600, 40);
    rows.get(7).put("loan_amount", 4_711.0);
    long before = files();
    FlowRun run = kit.file("score-batch", "loan-application", "credit-risk", csv(rows));
    assertThatThrownBy(run::work).hasStackTraceContaining(full.getMessage());
    run.assertWaitsAt("score");
    assertThat(step(run, "score").message()).isEqualTo(full.getMessage());
    assertThat(kinds(run)).containsExactly(Dataset.Kind.RAW, Dataset.Kind.VALID);
    assertThat(files()).isEqualTo(before + 2);
    assertThat(score(600)).isNaN();
    run.retry().assertEnded(Run.State.COMPLETED);
    assertThat(kinds(run)).contains(Dataset.Kind.QUARANTINE, Dataset.Kind.SCORES).hasSize(4);
    assertThat(files()).isEqualTo(before + 4);
    assertThat(score(600)).isEqualTo(1 / 9_001.0);
  }

  private static DatasetWriter withoutRoom(DatasetWriter writer, StorageFull full) {
    DatasetWriter spied = spy(writer);
    doThrow(full).when(spied).commit();
    return spied;
  }

  private long files() throws IOException {
    try (var files = Files.list(home.folder("datasets"))) {
      return files.count();
    }
  }

  private static RunStep step(FlowRun run, String element) {
    return run.run().steps().stream()
        .filter(step -> step.element().equals(element))
        .findFirst()
        .orElseThrow();
  }

  private List<Dataset.Kind> kinds(FlowRun run) {
    return catalog.ofRun(run.id()).stream().map(entry -> entry.dataset().kind()).toList();
  }

  private static ScoringModel dyingOf(double amount) {
    return new ScoringModel(
        new ModelName("credit-risk"),
        "v1",
        new ScoringModel.Facts("loan-application", "target = true", "imported", "0".repeat(64)),
        new Encoder(List.of(new Encoding.Numeric("loan_amount", Type.NUMBER, 0d, 0, 1))),
        new DeadlyKernel(value -> value == amount, () -> new ArithmeticException("of " + amount)),
        Optional.empty());
  }
}
