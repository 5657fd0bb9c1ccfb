package io.sluice;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.List;

/** The Tasklist in a browser, as one of the users sees it. */
public final class TasklistPage {
  private static final double TO_LOAD = 20_000;
  private static final int LOADS = 5;

  private final Page page;

  private TasklistPage(Page page) {
    this.page = page;
  }

  /** Logs a user in. */
  public static TasklistPage of(Browser browser, LoanOffice office, String user)
      throws IOException {
    Page page = browser.page(1280, 1000, ColorScheme.LIGHT, true);
    String start = "http://localhost:" + office.app().port();
    page.navigate(start + "/login");
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(office.password(user));
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("/login"));
    page.navigate(start + "/camunda/app/tasklist/default/");
    return new TasklistPage(page);
  }

  public Page page() {
    return page;
  }

  /**
   * Opens a task once the list shows it. The Tasklist's loader gives up where the machine is too
   * busy, and the page stays empty until it is loaded again.
   */
  static void open(Page page, Locator task) {
    for (int loads = 1; loads < LOADS && !shows(task); loads++) page.reload();
    task.click();
  }

  private static boolean shows(Locator task) {
    try {
      task.waitFor(new Locator.WaitForOptions().setTimeout(TO_LOAD));
      return true;
    } catch (TimeoutError e) {
      return false;
    }
  }

  /** Takes the first task of a name, checks what it shows, answers it. */
  void answer(String task, String amount, String decision, String picture) {
    page.reload();
    open(page, page.getByText(task, new Page.GetByTextOptions().setExact(true)).first());
    page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
    PlaywrightAssertions.assertThat(page.getByText(amount).first()).isVisible();
    PlaywrightAssertions.assertThat(page.getByLabel("Why a person is asked"))
        .hasValue(java.util.regex.Pattern.compile("above 50,000"));
    page.getByLabel(decision, new Page.GetByLabelOptions().setExact(false)).first().check();
    page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(false)).fill("looked at it");
    complete(picture);
  }

  /** Takes a task about a cause and chooses a remedy. */
  void heal(String task, String remedy, String picture) {
    open(page, page.getByText(task).first());
    page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel(remedy, new Page.GetByLabelOptions().setExact(false)).first().check();
    page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(false)).fill("looked at it");
    complete(picture);
  }

  /** Takes a task about a cause and says how a column is put right. */
  void correct(String task, String column, String correction, String picture) {
    open(page, page.getByText(task).first());
    page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
    page.getByLabel("Show where it fails").check();
    PlaywrightAssertions.assertThat(page.getByText("io.sluice.step.StepBroken").first())
        .isVisible();
    page.getByLabel("Correct a column and retry").check();
    page.getByLabel("Column to put right").fill(column);
    page.getByLabel("What becomes of its value").fill(correction);
    page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(false)).fill("looked at it");
    complete(picture);
  }

  private void complete(String picture) {
    Browser.picture(page, picture);
    Locator complete =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete"));
    complete.click();
    PlaywrightAssertions.assertThat(complete).hasCount(0);
  }

  /** Writes to a run's task through the Tasklist's own interface; gives the status. */
  int write(String run, String method, String below, String body) {
    Object status =
        page.evaluate(
            """
            async ([run, method, below, body]) => {
              const tasks = '/camunda/api/engine/engine/default/task';
              const [task] = await (await fetch(tasks + '?processInstanceId=' + run)).json();
              const token = document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1];
              const headers = {'Content-Type': 'application/json', 'X-XSRF-TOKEN': token};
              const way = tasks + '/' + task.id + '/' + below;
              return (await fetch(way, {method, body, headers})).status;
            }
            """,
            List.of(run, method, below, body));
    return ((Number) status).intValue();
  }
}
