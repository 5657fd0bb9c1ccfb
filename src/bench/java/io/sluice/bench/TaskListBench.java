package io.sluice.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.sluice.Browser;
import io.sluice.LoanOffice;
import io.sluice.TasklistPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The list of tasks in the Tasklist while 1,000 wait, on PostgreSQL: what the server takes for it,
 * and how long a person waits for it in Chromium after a click on the filter and after a reload.
 */
final class TaskListBench {
  private static final int WAITING = 1_000;
  private static final int ROUNDS = 30;

  private TaskListBench() {}

  public static void main(String[] args) throws Exception {
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    try (LoanOffice office = new LoanOffice(Files.createTempDirectory(parent, "tasks"));
        Browser browser = new Browser()) {
      refer(office);
      Page page = TasklistPage.of(browser, office, "approver").page();
      page.getByText("Underwrite").nth(14).waitFor();
      List<Double> server = new ArrayList<>();
      page.onResponse(response -> note(response, server));
      times("a click on the filter", () -> click(page));
      server.sort(Double::compare);
      print("the request for the list alone, as the browser saw it", server);
      times("a reload of the whole page", () -> reload(page));
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/pictures/tasklist-1000.png")));
    }
    System.exit(0);
  }

  private static void refer(LoanOffice office) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < WAITING; i++) all.add(clients.submit(() -> office.started(60_000)));
      for (Future<?> one : all) one.get();
    }
    office.app().await(() -> waiting(office) == WAITING);
  }

  private static long waiting(LoanOffice office) {
    return office.database().sql("select count(*) from act_ru_task").query(Long.class).single();
  }

  private static void note(Response response, List<Double> server) {
    if (!response.url().matches(".*/filter/[^/]+/list.*")) return;
    response.finished();
    server.add(response.request().timing().responseEnd);
  }

  private static void click(Page page) {
    page.waitForResponse(
        response -> response.url().matches(".*/filter/[^/]+/list.*"),
        () -> page.getByText("My tasks as approver").first().click());
    page.getByText("Underwrite").nth(14).waitFor();
  }

  private static void reload(Page page) {
    page.reload();
    page.getByText("Underwrite").nth(14).waitFor();
  }

  private static void times(String what, Runnable work) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      times.add((System.nanoTime() - start) / 1e6);
    }
    times.sort(Double::compare);
    print(what, times);
  }

  private static void print(String what, List<Double> sorted) {
    System.out.printf(
        "%s, %,d tasks waiting: p50 %.0f ms, p90 %.0f ms, slowest %.0f ms (%d times)%n",
        what,
        WAITING,
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * .9)),
        sorted.getLast(),
        sorted.size());
  }
}
