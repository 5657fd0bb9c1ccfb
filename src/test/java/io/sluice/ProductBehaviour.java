package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.sample.Dirt;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole line from a dropped file to a published score, on a real database. What publishes
 * scores runs one after another: the tests of a database share one product.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProductBehaviour {
  private static final String REFUSING =
      """
      - route:
          id: scores-notice
          from:
            uri: direct:target-scores-notice
            steps:
              - setHeader: {name: refused, constant: the subject is not wanted here}
      """;

  private Path folder;
  private Path root;
  private App app;

  abstract Databases database();

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    root = Files.createDirectories(folder.resolve("root"));
    try (HikariDataSource source = database().open(folder)) {
      app =
          App.start(
              folder.resolve("home"),
              List.of("-Xmx512m"),
              "sluice.root=" + root,
              "spring.datasource.url=" + source.getJdbcUrl(),
              "spring.datasource.username=" + source.getUsername());
    }
    send("applications-labelled", "labelled.csv", LoanWorld.Settings.of(3_000, 1));
    assertState("labelled.csv", "COMPLETED");
  }

  @AfterAll
  void stop() {
    app.close();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void publishesWhatAFileHoldsAndTakesItBackWhenALaterStepRefuses() throws Exception {
    send(
        "applications",
        "first.csv",
        LoanWorld.Settings.of(2_000, 11).unlabelled().dirty(Dirt.SOME));
    JsonNode first = assertState("first.csv", "COMPLETED");
    String key = key(11);
    JsonNode score = app.json("/api/models/credit-risk/scores/" + key);
    assertThat(score.path("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(score.path("run")).isEqualTo(first.path("id"));
    connector("scores-notice", REFUSING);
    send("applications", "second.csv", LoanWorld.Settings.of(2_000, 12).unlabelled());
    JsonNode second = assertState("second.csv", "REFUSED");
    assertThat(second.path("message").asText()).contains("not wanted here");
    assertThat(second.path("steps").findValuesAsText("element")).contains("publish", "unpublish");
    assertThat(app.json("/api/models/credit-risk/scores/" + key)).isEqualTo(score);
    assertThat(app.get("/api/models/credit-risk/scores/" + key(12)).statusCode()).isEqualTo(404);
    takesConnector(
        "scores-notice", () -> Files.delete(root.resolve("connectors/scores-notice.camel.yaml")));
  }

  @Test
  void refusesABatchBeyondItsToleranceAndShowsTheBadRows() throws Exception {
    Dirt half = new Dirt(.1, .1, .1, .1, .1);
    send("applications", "dirty.csv", LoanWorld.Settings.of(1_000, 13).unlabelled().dirty(half));
    JsonNode run = assertState("dirty.csv", "REFUSED");
    assertThat(run.path("message").asText()).contains("break contract loan-application");
    JsonNode bad = app.json("/api/runs/" + run.path("id").asText() + "/quarantine?limit=1000");
    assertThat(bad.findValuesAsText("rule"))
        .contains("required", "type", "unique", "valid-values")
        .hasSizeGreaterThan(300);
    assertThat(bad.findValuesAsText("line")).allMatch(line -> Integer.parseInt(line) >= 2);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void learnsAndScoresDataOfOnesOwn() throws Exception {
    Files.createDirectories(root.resolve("config/contracts"));
    Files.createDirectories(root.resolve("config/models"));
    Files.writeString(root.resolve("config/contracts/churn.odcs.yaml"), OwnData.CONTRACT);
    Files.writeString(root.resolve("config/models/churn.yaml"), OwnData.MODEL);
    connector("churn-labelled", OwnData.connector("churn-labelled", "model-release"));
    connector("churn", OwnData.connector("churn", "score-batch"));
    app.drop("churn-labelled", "known.csv", OwnData.write(folder, new Random(1), 800));
    assertState("known.csv", "COMPLETED");
    app.drop("churn", "new.csv", OwnData.write(folder, new Random(2), 100));
    assertState("new.csv", "COMPLETED");
    JsonNode score = app.json("/api/models/churn/scores/2");
    assertThat(score.path("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(app.get("/api/models/churn/scores/102").statusCode()).isEqualTo(404);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void startsNoSecondRunForTheSameContent() throws Exception {
    LoanWorld.Settings settings = LoanWorld.Settings.of(500, 14).unlabelled();
    send("applications", "once.csv", settings);
    assertState("once.csv", "COMPLETED");
    send("applications", "twice.csv", settings);
    app.await(() -> inbox("applications", "twice.csv"));
    assertThat(app.json("/api/runs?limit=50").findValuesAsText("file"))
        .contains("once.csv")
        .doesNotContain("twice.csv");
  }

  /** Whether a file has been moved to those that are done. */
  private boolean inbox(String inbox, String name) {
    try (var files = Files.list(folder.resolve("home/inbox").resolve(inbox).resolve("done"))) {
      return files.anyMatch(f -> f.toString().endsWith(name));
    } catch (IOException e) {
      return false;
    }
  }

  private void connector(String name, String route) throws IOException {
    Files.createDirectories(root.resolve("connectors"));
    takesConnector(
        name, () -> Files.writeString(root.resolve("connectors/" + name + ".camel.yaml"), route));
  }

  private interface Change {
    void make() throws IOException;
  }

  private void takesConnector(String name, Change change) throws IOException {
    String taken = "Connector connectors/" + name + ".camel.yaml has";
    int lines = app.count(taken);
    change.make();
    app.await(() -> app.count(taken) > lines);
  }

  private JsonNode assertState(String file, String state) {
    JsonNode run = app.run(file, r -> !r.path("state").asText().equals("RUNNING"));
    assertThat(run.path("state").asText()).as(run + "\n" + app.printed()).isEqualTo(state);
    return run;
  }

  private void send(String inbox, String name, LoanWorld.Settings settings) throws IOException {
    Path file = folder.resolve(name);
    try (Writer writer = Files.newBufferedWriter(file)) {
      new LoanWorld(settings).write(writer);
    }
    app.drop(inbox, name, file);
  }

  /** An application that every file of this seed holds. */
  private static String key(long seed) {
    return "LA-%04d-%08d".formatted(seed, 5);
  }
}
