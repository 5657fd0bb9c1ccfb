package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sample.Dirt;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The power fails in the middle of each step; afterwards everything is as if it had not. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
  private static final List<String> STEPS = List.of("collect", "score", "publish");
  private static final String TWIN =
      """
      - route:
          id: twin
          from:
            uri: file
            parameters:
              directoryName: "{{sluice.home}}/inbox/twin"
              exclude: ".*\\\\.part"
            steps:
              - to: "sluice:twin?contract=loan-application&model=credit-risk&flow=score-batch"
      """;
  private static final String HISTORY = "/api/models/credit-risk/history";
  private static final int ROWS = 12_000;

  @TempDir Path folder;

  @Test
  void completesOnceWithTheSameResultAfterAKillDuringAStep() throws Exception {
    Files.createDirectories(folder.resolve("root/connectors"));
    Files.writeString(folder.resolve("root/connectors/twin.camel.yaml"), TWIN);
    App app = start();
    train(app);
    Map<String, JsonNode> expected = undisturbed(app);
    for (String step : STEPS) {
      app.drop("applications", step + ".csv", file(step));
      JsonNode before = app.run(step + ".csv", run -> reached(run, step));
      app.kill();
      app = start();
      JsonNode after = app.run(step + ".csv", run -> !run.path("state").asText().equals("RUNNING"));
      assertThat(after.path("state").asText()).as(app.printed()).isEqualTo("COMPLETED");
      assertThat(after.path("id")).isEqualTo(before.path("id"));
      JsonNode wanted = Objects.requireNonNull(expected.get(step));
      assertThat(scores(after)).isEqualTo(scores(wanted));
      assertThat(rows(after, "publish")).isEqualTo(rows(wanted, "publish"));
    }
    assertThat(app.json("/api/runs?limit=50").findValuesAsText("file"))
        .filteredOn(name -> !name.isEmpty())
        .doesNotHaveDuplicates();
    keepsWhatItAnsweredForWhenKilledTheMomentAfter(app);
  }

  /** An answer promises that its commit is on disk. */
  private void keepsWhatItAnsweredForWhenKilledTheMomentAfter(App app) throws Exception {
    assertThat(app.json(HISTORY).path("champion").isNull()).isFalse();
    assertThat(app.post("/api/models/credit-risk/rollback", "{}").statusCode()).isEqualTo(200);
    app.kill();
    App again = start();
    JsonNode history = again.json(HISTORY);
    again.close();
    assertThat(history.path("champion").isNull()).isTrue();
    assertThat(history.at("/moves/0/kind").asText()).isEqualTo("rollback");
  }

  private App start() throws IOException {
    return App.start(
        folder.resolve("home"), List.of("-Xmx512m"), "sluice.root=" + folder.resolve("root"));
  }

  private void train(App app) throws IOException {
    Path labelled = folder.resolve("labelled.csv");
    write(LoanWorld.Settings.of(3_000, 1), labelled);
    app.drop("applications-labelled", "labelled.csv", labelled);
    JsonNode run = app.run("labelled.csv", r -> !r.path("state").asText().equals("RUNNING"));
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("COMPLETED");
  }

  /** The same contents from another source, so that they are runs of their own. */
  private Map<String, JsonNode> undisturbed(App app) throws IOException {
    for (String step : STEPS) app.drop("twin", "twin-" + step + ".csv", file(step));
    Map<String, JsonNode> runs = new HashMap<>();
    for (String step : STEPS)
      runs.put(
          step,
          app.run("twin-" + step + ".csv", r -> r.path("state").asText().equals("COMPLETED")));
    return runs;
  }

  private static boolean reached(JsonNode run, String step) {
    for (JsonNode each : run.path("steps"))
      if (each.path("element").asText().equals(step)) return true;
    return false;
  }

  private static long rows(JsonNode run, String step) {
    for (JsonNode each : run.path("steps"))
      if (each.path("element").asText().equals(step)) return each.path("rows").asLong();
    throw new AssertionError("no step " + step + " in " + run);
  }

  /** The content of what was scored, whatever its id. */
  private static String scores(JsonNode run) {
    for (JsonNode each : run.path("datasets"))
      if (each.path("kind").asText().equals("SCORES")) return each.path("sha256").asText();
    throw new AssertionError("no scores in " + run);
  }

  private Path file(String step) throws IOException {
    Path file = folder.resolve(step + ".csv");
    if (!Files.exists(file))
      write(
          LoanWorld.Settings.of(ROWS, 100 + STEPS.indexOf(step)).unlabelled().dirty(Dirt.SOME),
          file);
    return file;
  }

  private static void write(LoanWorld.Settings settings, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      new LoanWorld(settings).write(writer);
    }
  }
}
