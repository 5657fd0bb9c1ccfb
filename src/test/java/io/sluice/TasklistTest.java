package io.sluice;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An approver answers in the Tasklist, as people do: in a browser, in the whole product. */
@Execution(ExecutionMode.CONCURRENT)
class TasklistTest {
  private static final String MODEL = "/api/models/credit-risk";

  @TempDir Path folder;

  @Test
  void releasesAVersionThatAnApproverAgreesToInTheTasklist() throws Exception {
    Path models = Files.createDirectories(folder.resolve("root/config/models"));
    String spec = Files.readString(Path.of("config/models/credit-risk.yaml"));
    Files.writeString(models.resolve("credit-risk.yaml"), spec.replace("after-first", "always"));
    try (App app =
            App.start(
                folder.resolve("home"),
                List.of("-Xmx512m"),
                "sluice.root=" + folder.resolve("root"));
        Browser browser = new Browser()) {
      String run = trained(app);
      assertThat(app.json(MODEL).path("champion").isNull()).isTrue();
      answer(app, browser.page(1280, 900, ColorScheme.LIGHT, true));
      app.await(() -> !app.json(MODEL).path("champion").isNull());
      JsonNode move = app.json(MODEL + "/history").at("/moves/0");
      assertThat(move.path("kind").asText()).isEqualTo("release");
      assertThat(move.path("user").asText()).isEqualTo("approver");
      assertThat(move.path("run").asText()).isEqualTo(run);
    }
  }

  private String trained(App app) throws IOException {
    Path labelled = folder.resolve("labelled.csv");
    try (Writer writer = Files.newBufferedWriter(labelled)) {
      new LoanWorld(LoanWorld.Settings.of(3_000, 1)).write(writer);
    }
    app.drop("applications-labelled", "labelled.csv", labelled);
    JsonNode run =
        app.run(
            "labelled.csv",
            r ->
                app.json("/api/runs/" + r.path("id").asText() + "/tasks")
                    .at("/tasks/0")
                    .isObject());
    return run.path("id").asText();
  }

  private void answer(App app, Page page) throws IOException {
    String start = "http://localhost:" + app.port();
    page.navigate(start + "/login");
    page.getByLabel("Name").fill("approver");
    page.getByLabel("Password").fill(password());
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("/login"));
    page.navigate(start + "/camunda/app/tasklist/default/");
    TasklistPage.open(page, page.getByText("Approve the model version").first());
    page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByText("AUC").first()).isVisible();
    page.getByLabel("Release", new Page.GetByLabelOptions().setExact(false)).first().check();
    page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(false)).fill("good figures");
    Browser.picture(page, "tasklist-approval");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete")).click();
    assertThat(page.getByText("Approve the model version")).hasCount(0);
  }

  private String password() throws IOException {
    return Files.readAllLines(folder.resolve("home/users.txt")).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals("approver"))
        .findFirst()
        .orElseThrow()[1];
  }
}
