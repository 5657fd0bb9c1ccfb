package io.sluice.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sluice.Browser;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.DecisionRecords.RungCount;
import io.sluice.model.ModelRoom;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class ModelPagesTest {
  private static final String RECORD =
      "{\"records\": [{\"height\": 1.5, \"weight\": 0.25, \"colour\": \"red\"}]}";

  private static Browser browser;

  private final Caller caller;
  private final ModelRoom room;
  private String first = "";
  private String second = "";

  private final DecisionRecords decisions;

  ModelPagesTest(
      @LocalServerPort int port,
      @Autowired Home home,
      @Autowired ModelRoom room,
      @Autowired DecisionRecords decisions) {
    this.caller = new Caller(port, home.path());
    this.room = room;
    this.decisions = decisions;
  }

  @BeforeAll
  static void open() {
    browser = new Browser();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @BeforeEach
  void releasesTheFirstAndChallengesIt() {
    first = room.trained(1).version();
    second = room.trained(2).version();
    post("/challenger", "{\"version\": null}");
    post("/release", "{\"version\": \"%s\"}".formatted(first));
    post("/challenger", "{\"version\": \"%s\"}".formatted(second));
    Instant end = Instant.now().plusSeconds(15);
    while (caller.get("owner", "/api/models/trial/shadow").body().contains("\"both\":0")) {
      post("/score", RECORD);
      org.assertj.core.api.Assertions.assertThat(Instant.now()).isBefore(end);
    }
  }

  private void post(String path, String body) {
    var answer =
        caller.send(
            caller
                .as("approver", "/api/models/trial" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "400, LIGHT", "400, DARK"})
  void fitsTheWindowInLightAndDark(int width, ColorScheme colours) {
    Page page = browser.page(width, 900, colours, true);
    login(page, "approver");
    for (String path :
        List.of("/models", "/models/trial", "/models/trial/versions/" + first, "/api-reference")) {
      page.navigate(at(path));
      String name = path.substring(1).replace('/', '-').replace(first, "one");
      Browser.picture(page, name + "-" + width + "-" + colours);
      Object over =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(over).as(path).isEqualTo(0);
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .hasCount(1);
    }
    page.context().close();
  }

  @Test
  void comparesTheChallengerWithTheChampionInTheShadow() {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT, true);
    login(page, "scientist");
    page.navigate(at("/models/trial"));
    Locator shadow =
        page.getByRole(
            AriaRole.REGION,
            new Page.GetByRoleOptions().setName("The challenger in the shadow").setExact(true));
    assertThat(shadow.first()).containsText(second);
    assertThat(page.getByText("Change the role of")).hasCount(0);
    page.context().close();
  }

  @Test
  void countsWhichRungsDecided() {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT, true);
    login(page, "owner");
    org.mockito.Mockito.reset(decisions);
    page.navigate(at("/models/trial"));
    Locator rungs =
        page.locator("section")
            .filter(
                new Locator.FilterOptions()
                    .setHas(page.getByText("Decisions by rung, last 30 days")));
    assertThat(rungs).containsText("No case was decided with this model.");
    when(decisions.rungs(any()))
        .thenReturn(List.of(new RungCount("champion", 1_234, 0), new RungCount("human", 266, 12)));
    page.reload();
    assertThat(rungs).containsText("266 of 1,500 cases were not decided by the champion.");
    assertThat(rungs.getByRole(AriaRole.ROW)).hasCount(3);
    assertThat(rungs.getByRole(AriaRole.ROW).nth(1)).hasText("champion 1,234 82.3 % –");
    assertThat(rungs.getByRole(AriaRole.ROW).nth(2)).hasText("human 266 17.7 % 12");
    Browser.picture(page, "models-trial-rungs");
    page.context().close();
  }

  @Test
  void releasesAndRollsBackWithTwoClicks() {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT, true);
    login(page, "approver");
    page.navigate(at("/models/trial"));
    page.getByText("Change the role of " + second).click();
    page.getByText("Release as champion").locator("visible=true").click();
    assertThat(page.getByRole(AriaRole.STATUS).first())
        .containsText("Released: " + second + " serves now.");
    page.getByText("Roll back").first().click();
    page.getByText("Roll back to " + first).click();
    assertThat(page.getByRole(AriaRole.STATUS).first())
        .containsText("Rolled back: " + first + " serves now.");
    page.context().close();
  }

  private void login(Page page, String user) {
    page.navigate(at("/login"));
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(caller.password(user));
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("/login"));
  }

  private String at(String path) {
    return caller.address(path).toString();
  }
}
