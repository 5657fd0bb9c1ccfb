package io.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An operator who answers each task about a cause: try again. */
final class NightShift implements AutoCloseable {
  private static final int EVERY = 5;

  private final Supplier<App> app;
  private final ScheduledExecutorService hands = Executors.newSingleThreadScheduledExecutor();

  NightShift(Supplier<App> app) {
    this.app = app;
    hands.scheduleWithFixedDelay(this::round, EVERY, EVERY, TimeUnit.SECONDS);
  }

  private void round() {
    try {
      for (JsonNode cause : app.get().json("/api/causes").path("causes"))
        if (cause.path("retrying").asInt() == 0) answer(cause.path("taskRun").asText(""));
    } catch (RuntimeException | AssertionError away) {
      // It was killed just now; the next round comes.
    }
  }

  private void answer(String run) {
    if (run.isEmpty()) return;
    app.get()
        .post(
            "/api/runs/" + run + "/tasks/handle",
            "{\"remedy\": \"retry\", \"reason\": \"it was killed under way\"}");
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}
