package io.sluice.sample;

import io.sluice.data.Home;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import io.sluice.engine.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what Sluice does at a first start: trains the sample model when there is none, scores
 * today's sample applications, and tells the result.
 */
final class SampleTour {
  private static final Logger LOG = LoggerFactory.getLogger(SampleTour.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SampleDay day;
  private final BooleanSupplier champion;
  private final Runs runs;
  private final Home home;
  private final int port;

  /**
   * @param champion whether the sample model has a champion
   */
  SampleTour(SampleDay day, BooleanSupplier champion, Runs runs, Home home, int port) {
    this.day = day;
    this.champion = champion;
    this.runs = runs;
    this.home = home;
    this.port = port;
  }

  void go() {
    if (!champion.getAsBoolean()) {
      LOG.info("No model yet: training credit-risk on generated applications ...");
      if (!ended("Training", day.sendLabelled())) return;
      if (!champion.getAsBoolean()) {
        LOG.error("No version of credit-risk was released; see http://localhost:{}/", port);
        return;
      }
    }
    LOG.info("Scoring today's generated applications ...");
    ended("Scoring", day.sendToday());
  }

  private boolean ended(String what, String file) {
    Optional<Run> run = await(file);
    run.ifPresentOrElse(
        r -> LOG.info("{}", report(what, r)),
        () -> LOG.error("{} has not ended after {}", what, PATIENCE));
    return run.filter(r -> r.state() == Run.State.COMPLETED).isPresent();
  }

  private Optional<Run> await(String file) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && !Thread.currentThread().isInterrupted()) {
      Optional<Run> run =
          runs.latest(100, null).stream()
              .filter(r -> r.file().equals(file))
              .max(Comparator.comparing(Run::started));
      if (run.filter(r -> r.state() != Run.State.RUNNING).isPresent()) return run;
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
    return Optional.empty();
  }

  private String report(String what, Run run) {
    StringBuilder text = new StringBuilder();
    text.append("%s %s%n".formatted(what, run.state().name().toLowerCase(java.util.Locale.ROOT)));
    text.append("  %-11s %s%n".formatted("file", run.file()));
    for (RunStep step : run.steps()) {
      Duration took =
          Duration.between(
              step.started(), Optional.ofNullable(step.ended()).orElse(step.started()));
      text.append(
          "  %-11s %,9d rows  %,7d rejected  %5.1f s%n"
              .formatted(step.element(), step.rows(), step.rejected(), took.toMillis() / 1e3));
    }
    if (!run.message().isEmpty()) text.append("  %-11s %s%n".formatted("why", run.message()));
    text.append("  %-11s http://localhost:%d/runs/%s%n".formatted("see", port, run.id()));
    text.append(
        "  %-11s user admin, password in %s".formatted("log in", home.path().resolve("users.txt")));
    return text.toString();
  }
}
