package io.sluice;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Chromium without a window. A machine that has none fails the test: nothing is skipped. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** A busy machine may need long for what is a blink on an idle one; in milliseconds. */
  private static final double PATIENCE = 90_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  public Browser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(program()).setArgs(ARGUMENTS));
  }

  /** A page of a fresh visitor, without cookies. */
  public Page page(int width, int height, ColorScheme colours, boolean scripts) {
    BrowserContext visitor =
        chromium.newContext(
            new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setJavaScriptEnabled(scripts)
                .setTimezoneId("Europe/Berlin")
                .setLocale("en-GB"));
    visitor.setDefaultTimeout(PATIENCE);
    return visitor.newPage();
  }

  /**
   * Keeps what a page looks like, in {@code target/pictures}, when somebody wants to see it: {@code
   * -Dsluice.pictures}.
   */
  public static void picture(Page page, String name) {
    if (System.getProperty("sluice.pictures") != null)
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target/pictures", name + ".png")));
  }

  private static Path program() {
    String chosen = System.getenv("CHROME_BIN");
    List<Path> candidates = new ArrayList<>();
    if (chosen != null && !chosen.isEmpty()) candidates.add(Path.of(chosen));
    else candidates.addAll(onPath(System.getenv("PATH")));
    return candidates.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no browser for the tests of the pages: run src/build/browser.sh, or set"
                        + " CHROME_BIN to a Chromium or Chrome"));
  }

  private static List<Path> onPath(@Nullable String path) {
    List<Path> found = new ArrayList<>();
    for (String folder : (path == null ? "" : path).split(File.pathSeparator))
      for (String name : NAMES) found.add(Path.of(folder, name));
    found.add(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
    return found;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
