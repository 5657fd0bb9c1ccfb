package io.sluice.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sluice.Browser;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.engine.Tasks;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Outages;
import io.sluice.heal.ParkingBook;
import io.sluice.heal.Remedy;
import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.step.Circuits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page about incidents in a browser. */
@Faces
class IncidentPagesTest {
  private static final Instant SINCE = Instant.parse("2026-11-28T08:12:00Z");
  private static final Cause CAUSE =
      Cause.of(
          "loan-application",
          "enrich-bureau",
          "credit-bureau",
          "StepBroken",
          "column utilization has to be a number");
  private static final CauseBook.Open OPEN =
      new CauseBook.Open(CAUSE, Optional.of("run-9"), 188, 12, SINCE);

  /** A quiet page looks every ten seconds; milliseconds. */
  private static final double REFRESHED = 30_000;

  private static Browser browser;

  private final Caller caller;
  @Autowired CauseBook causes;
  @Autowired AffectedJobs affected;
  @Autowired CorrectiveActions actions;
  @Autowired Outages outages;
  @Autowired Circuits circuits;
  @Autowired AlertBook alerts;
  @Autowired HealingTally tally;
  @Autowired Tasks tasks;

  IncidentPagesTest(@LocalServerPort int port, @Autowired Home home) {
    this.caller = new Caller(port, home.path());
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
  @AfterEach
  void quiet() {
    reset(causes, affected, actions, outages, circuits, alerts, tally, tasks);
  }

  private static Alert alert(@Nullable String by) {
    return new Alert(
        "a1", "core-banking", 6, 43, 1.8, 1e-30, SINCE, by, by == null ? null : SINCE, by, null);
  }

  private static Action action(Remedy remedy, String actor, long failed, @Nullable Instant ended) {
    return new Action(
        "x1",
        CAUSE.id(),
        remedy,
        actor,
        "the bureau sends a comma",
        200,
        12,
        failed,
        4,
        remedy == Remedy.CORRECT ? "utilization = number(replace(value, \",\", \".\"))" : "",
        0,
        SINCE,
        ended);
  }

  private void trouble() {
    when(causes.open()).thenReturn(List.of(OPEN));
    when(causes.find(CAUSE.id())).thenReturn(Optional.of(CAUSE));
    when(causes.open(CAUSE.id())).thenReturn(Optional.of(OPEN));
    when(causes.warnings())
        .thenReturn(
            List.of(
                new CauseBook.Open(
                    Cause.of("score-batch", "notify", "scores-notice", "StepUnavailable", "away"),
                    Optional.empty(),
                    0,
                    3,
                    SINCE)));
    Cause outage = Cause.outage("customer-history");
    when(outages.all())
        .thenReturn(
            List.of(
                new Outages.Outage(
                    new ParkingBook.Parked(
                        "customer-history",
                        outage.id(),
                        ParkingBook.State.PARKED,
                        "sluice",
                        "4,000 jobs fail because it does not answer",
                        SINCE,
                        SINCE,
                        3,
                        2),
                    new CauseBook.Open(outage, Optional.empty(), 3_998, 2, SINCE))));
    when(circuits.all()).thenReturn(List.of(circuit("credit-bureau"), circuit("customer-history")));
    Action correction = action(Remedy.CORRECT, "olly", 0, null);
    Action retry = action(Remedy.RETRY, "sluice", 1, SINCE.plusSeconds(95));
    when(actions.current(CAUSE.id())).thenReturn(Optional.of(correction));
    when(actions.of(CAUSE.id())).thenReturn(List.of(correction, retry));
    when(actions.latest(anyInt()))
        .thenReturn(
            List.of(
                new CorrectiveActions.Entry(correction, CAUSE),
                new CorrectiveActions.Entry(retry, CAUSE)));
    when(actions.effects(any()))
        .thenReturn(List.of(new CorrectiveActions.Effect(Remedy.RETRY, 12, 9, 410, 42)));
    when(affected.of(any(), any(), anyInt()))
        .thenReturn(List.of(new AffectedJobs.Affected("j1", "run-1", 2)));
    when(affected.samples(any(), anyInt())).thenReturn(List.of("utilization: 9,99"));
    when(alerts.latest(anyInt())).thenReturn(List.of(alert(null)));
    when(alerts.find("a1")).thenReturn(Optional.of(alert(null)));
    when(tally.since(any())).thenReturn(List.of(new HealingTally.Line("core-banking", 43, 31)));
    when(tasks.of("run-9"))
        .thenReturn(List.of(new Tasks.Task("t9", "run-9", "handle", "Incident", SINCE, List.of())));
  }

  private static Circuits.Circuit circuit(String name) {
    boolean open = name.equals("customer-history");
    return new Circuits.Circuit(
        name,
        open ? Circuits.State.OPEN : Circuits.State.CLOSED,
        SINCE,
        open ? 0 : 61,
        open ? 6 : 0,
        open ? 120 : 0,
        1,
        10,
        25,
        Duration.ofSeconds(1),
        open ? 100 : 0,
        0,
        Duration.ofSeconds(3),
        open ? SINCE.plusSeconds(30) : null);
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "400, LIGHT", "400, DARK"})
  void fitsTheWindowInLightAndDark(int width, ColorScheme colours) {
    trouble();
    Page page = login("operator", width, colours);
    for (String path : List.of("/incidents", "/incidents/" + CAUSE.id(), "/alerts/a1")) {
      page.navigate(at(path));
      String name = path.substring(1).replace('/', '-').replace(CAUSE.id(), "one");
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
  void saysThatNothingStopsJobsAndShowsWhatBegins() {
    Page page = login("owner", 1280, ColorScheme.LIGHT);
    page.navigate(at("/incidents"));
    assertThat(page.getByText("Nothing stops jobs")).isVisible();
    assertThat(page.getByText("Nothing had to be corrected yet.")).isVisible();
    trouble();
    Locator causesTable = region(page, "Causes that stop jobs");
    assertThat(causesTable.getByRole(AriaRole.ROW).nth(1))
        .containsText(
            CAUSE.title(), new LocatorAssertions.ContainsTextOptions().setTimeout(REFRESHED));
    assertThat(causesTable).containsText("correct by olly: 12 of 200 healed");
    assertThat(causesTable.getByText("Open the task"))
        .hasAttribute("href", "/camunda/app/tasklist/default/#/?task=t9");
    assertThat(region(page, "Targets that are held back")).containsText("3,998");
    assertThat(region(page, "Circuits of this node")).containsText("Open");
    assertThat(region(page, "Corrective actions")).containsText("Did not help");
    assertThat(page.getByText("worked 9 of 12 times")).isVisible();
    page.context().close();
  }

  @Test
  void holdsBackAndLetsGoWithAReason() {
    trouble();
    when(outages.park("credit-bureau", "operator", "works tonight")).thenReturn(true);
    Page page = login("operator", 1280, ColorScheme.LIGHT);
    page.navigate(at("/incidents"));
    page.getByText("Hold back a target, or let it go").click();
    page.getByLabel("Target", exactly()).selectOption("credit-bureau");
    page.getByLabel("Reason").fill("works tonight");
    page.getByLabel("Reason").press("Enter");
    assertThat(page.getByText("Jobs that call credit-bureau are held back now.")).isVisible();
    page.getByText("Hold back a target, or let it go").click();
    page.getByLabel("Reason").fill("too early");
    page.getByText("Let go", new Page.GetByTextOptions().setExact(true)).first().click();
    assertThat(page.getByText("credit-bureau is not held back.")).isVisible();
    verify(outages).release("credit-bureau", "operator", "too early");
    page.context().close();
  }

  @Test
  void stopsARemedyThatIsUnderWay() {
    trouble();
    when(actions.stop(CAUSE.id(), "operator", "wrong column")).thenReturn(true);
    Page page = login("operator", 400, ColorScheme.DARK);
    page.navigate(at("/incidents/" + CAUSE.id()));
    page.getByText("Stop the remedy").click();
    page.getByLabel("Reason").fill("wrong column");
    page.getByLabel("Reason").press("Enter");
    assertThat(page.getByText("The remedy is stopped; the task asks again.")).isVisible();
    page.context().close();
  }

  @Test
  void acknowledgesAnAlert() {
    trouble();
    when(alerts.acknowledge("a1", "operator", "their disk was full"))
        .thenAnswer(
            call -> {
              when(alerts.find("a1")).thenReturn(Optional.of(alert("operator")));
              return true;
            });
    Page page = login("operator", 400, ColorScheme.LIGHT);
    page.navigate(at("/incidents"));
    page.getByText("core-banking: 43 jobs healed").click();
    page.getByLabel("What was found").fill("their disk was full");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Acknowledge")).click();
    assertThat(page.getByText("The alert is acknowledged.")).isVisible();
    assertThat(page.getByLabel("What was found")).hasCount(0);
    page.context().close();
  }

  @Test
  void offersNoButtonsToThoseWhoMayNot() {
    trouble();
    Page page = login("scientist", 1280, ColorScheme.LIGHT);
    page.navigate(at("/incidents"));
    assertThat(page.getByText("Hold back a target")).hasCount(0);
    page.navigate(at("/alerts/a1"));
    assertThat(page.getByLabel("What was found")).hasCount(0);
    page.navigate(at("/incidents/unknown"));
    assertThat(page.getByText("404")).isVisible();
    page.context().close();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator region(Page page, String name) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first();
  }

  private Page login(String user, int width, ColorScheme colours) {
    Page page = browser.page(width, 900, colours, true);
    page.navigate(at("/login"));
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(caller.password(user));
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("/login"));
    return page;
  }

  private String at(String path) {
    return caller.address(path).toString();
  }
}
