package io.sluice.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.sluice.Browser;
import io.sluice.Caller;
import io.sluice.FaceWorld;
import io.sluice.Faces;
import io.sluice.data.Home;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class PagesTest {
  private static Browser browser;

  private final Caller caller;
  private final List<String> complaints = new ArrayList<>();

  PagesTest(@LocalServerPort int port, @Autowired Home home) {
    caller = new Caller(port, home.path());
  }

  @BeforeAll
  static void open() {
    browser = new Browser();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "400, LIGHT", "400, DARK"})
  void fitsTheWindowInLightAndDark(int width, ColorScheme colours) {
    Page page = browser.page(width, 900, colours, true);
    listen(page);

    page.navigate(at("/login"));
    Browser.picture(page, "login" + "-" + width + "-" + colours);
    fits(page);
    login(page, "admin");
    Browser.picture(page, "runs" + "-" + width + "-" + colours);
    fits(page);
    for (String run :
        List.of(FaceWorld.COMPLETED, FaceWorld.RUNNING, FaceWorld.REFUSED, FaceWorld.FAILED)) {
      page.navigate(at("/runs/" + run));
      Browser.picture(page, "run-" + run.substring(run.length() - 1) + "-" + width + "-" + colours);
      fits(page);
    }
    page.navigate(at("/runs/none"));
    Browser.picture(page, "missing" + "-" + width + "-" + colours);
    fits(page);
    assertThat(complaints).isEqualTo(List.of("status 404"));
    page.context().close();
  }

  @Test
  void leadsBackToThePageThatWasAskedFor() {
    Page page = desk();
    page.navigate(at("/runs/" + FaceWorld.COMPLETED));
    login(page, "owner");

    assertThat(page).hasURL(at("/runs/" + FaceWorld.COMPLETED));
    assertThat(page).hasTitle("loans-2026-11-22.csv · Sluice");
  }

  @Test
  void saysThatAPasswordIsWrongAndLogsOut() {
    Page page = desk();
    page.navigate(at("/login"));
    page.getByLabel("Name").fill("owner");
    page.getByLabel("Password").fill("wrong");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("Name or password is wrong.");

    login(page, "owner");
    page.getByText("Log out").click();
    assertThat(page.getByText("You are logged out.")).isVisible();
    page.navigate(at("/"));
    assertThat(page).hasURL(at("/login"));
  }

  @Test
  void givesTheSessionANewIdAtLogin() {
    Page page = desk();
    page.navigate(at("/login"));
    String before = session(page);
    login(page, "owner");

    assertThat(session(page)).isNotEqualTo(before);
  }

  @Test
  void reachesEverythingByKeyboardInTheOrderOfThePage() {
    Page page = desk();
    login(page, "admin");
    int all = count(page);
    Set<String> met = new LinkedHashSet<>();
    for (int i = 0; i < all; i++) {
      page.keyboard().press("Tab");
      met.add(
          String.valueOf(
              page.evaluate(
                  "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
                      + " + ' ' + document.activeElement.outerHTML.slice(0, 60)")));
    }

    assertThat(met).hasSize(all);
    assertThat(met.iterator().next()).contains("skip");
    List<Integer> order = met.stream().map(m -> Integer.valueOf(m.split(" ")[0])).toList();
    assertThat(order).isSorted();
  }

  @Test
  void showsPartsThatARoleMayUseOnly() {
    Page page = desk();
    login(page, "approver");
    assertThat(page.getByText("Send a file")).hasCount(0);
    assertThat(page.getByRole(AriaRole.LINK, named("Admin"))).hasCount(0);

    page.navigate(at("/runs/" + FaceWorld.COMPLETED));
    assertThat(page.getByRole(AriaRole.HEADING, named("Quarantine"))).hasCount(0);
  }

  @Test
  void pagesThroughTheQuarantine() {
    Page page = desk();
    login(page, "scientist");
    page.navigate(at("/runs/" + FaceWorld.COMPLETED));
    assertThat(page.getByText("1–100 of 250")).isVisible();

    page.getByText("Later").click();
    assertThat(page.getByText("101–200 of 250")).isVisible();
    assertThat(page.locator("body")).not().containsText("Lovelace");
  }

  @Test
  void escapesWhatFilesHold() {
    Page page = desk();
    login(page, "owner");
    page.navigate(at("/runs/" + FaceWorld.COMPLETED));

    assertThat(page.getByText("Ada <b>Lovelace</b>").first()).isVisible();
  }

  @Test
  void refreshesWhatRunsAndSaysTimesInTheReadersZone() {
    Page page = desk();
    login(page, "owner");
    page.waitForResponse(
        answer ->
            answer.status() == 200 && answer.request().headers().containsKey("x-requested-with"),
        () -> {});
    assertThat(page.locator("table.runs tbody tr")).hasCount(4);
    assertThat(page.locator("table.runs time").first()).not().containsText("UTC");
    assertThat(page.locator("progress").last()).hasAttribute("value", "412000");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void sendsAFileWithScriptsAndWithout(boolean scripts) {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT, scripts);
    login(page, "operator");
    send(page, "by hand " + scripts);
    assertThat(page).hasURL(at("/runs/" + FaceWorld.COMPLETED));

    page.navigate(at("/"));
    send(page, "misfit");
    assertThat(page.getByText("column 'age' is missing")).isVisible();
  }

  private void send(Page page, String content) {
    page.getByLabel("CSV file")
        .setInputFiles(
            new FilePayload("loans.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private Page desk() {
    Page page = browser.page(1280, 900, ColorScheme.LIGHT, true);
    listen(page);
    return page;
  }

  private void listen(Page page) {
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("404"))
            complaints.add(message.text());
        });
    page.onPageError(complaints::add);
    page.onResponse(
        answer -> {
          if (answer.status() >= 400) complaints.add("status " + answer.status());
        });
  }

  private void login(Page page, String user) {
    if (!page.url().endsWith("/login")) page.navigate(at("/login"));
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(caller.password(user));
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByText("Log out")).isVisible();
  }

  private static void fits(Page page) {
    Object wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    assertThat((Integer) wide).as(page.url()).isLessThanOrEqualTo(0);
  }

  private static int count(Page page) {
    Object all =
        page.evaluate(
            "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select,"
                + " [tabindex=\"0\"]')].length");
    return (Integer) all;
  }

  private static String session(Page page) {
    return page.context().cookies().stream()
        .filter(cookie -> cookie.name.equals("JSESSIONID"))
        .findFirst()
        .orElseThrow()
        .value;
  }

  private String at(String path) {
    return caller.address(path).toString();
  }
}
