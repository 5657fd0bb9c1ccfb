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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails in the middle of each step; afterwards everything is as if it had not. */
class CrashTest {
  private static final List<String> STEPS =
      List.of("collect", "validate", "score", "publish", "notify");
  private static final List<String> JVM = List.of("-Xmx512m");
  private static final int ROWS = 60_000;

  @TempDir Path folder;

  @Test
  void completesOnceWithTheSameResultAfterAKillDuringAnyStep() throws Exception {
    Path home = folder.resolve("home");
    Path twin = folder.resolve("twin");
    train(home);
    copy(home, twin);
    Map<String, JsonNode> expected = undisturbed(twin);
    App app = App.start(home, JVM);
    for (String step : STEPS) {
      app.drop("applications", step + ".csv", file(step));
      JsonNode before = app.run(step + ".csv", run -> reached(run, step));
      app.kill();
      app = App.start(home, JVM);
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
    app.close();
  }

  private void train(Path home) throws IOException {
    try (App app = App.start(home, JVM)) {
      Path labelled = folder.resolve("labelled.csv");
      write(LoanWorld.Settings.of(3_000, 1), labelled);
      app.drop("applications-labelled", "labelled.csv", labelled);
      JsonNode run = app.run("labelled.csv", r -> !r.path("state").asText().equals("RUNNING"));
      assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("COMPLETED");
    }
  }

  private Map<String, JsonNode> undisturbed(Path home) throws IOException {
    Map<String, JsonNode> runs = new HashMap<>();
    try (App app = App.start(home, JVM)) {
      for (String step : STEPS) {
        app.drop("applications", step + ".csv", file(step));
        JsonNode run = app.run(step + ".csv", r -> r.path("state").asText().equals("COMPLETED"));
        runs.put(step, run);
      }
    }
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

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList())
        Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }
}
