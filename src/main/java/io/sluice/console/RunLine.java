package io.sluice.console;

import io.sluice.data.Dataset;
import io.sluice.data.DatasetCatalog.Entry;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as a page shows it; rows that are not known yet are absent.
 *
 * @param in rows that the source sent, readable or not
 * @param current the step at work
 */
record RunLine(
    Run run,
    long millis,
    @Nullable Long in,
    @Nullable Long accepted,
    @Nullable Long rejected,
    @Nullable Long published,
    @Nullable StepLine current) {

  static RunLine of(Run run, List<Entry> datasets, Instant now) {
    Long in = step(run, "collect").map(RunStep::rows).orElse(null);
    Long accepted =
        datasets.stream()
            .map(Entry::dataset)
            .filter(d -> d.kind() == Dataset.Kind.VALID)
            .map(Dataset::rows)
            .findFirst()
            .orElse(null);
    return new RunLine(
        run,
        StepLine.millis(run.started(), run.ended(), now),
        in,
        accepted,
        rejected(run, in, accepted),
        step(run, "publish")
            .filter(s -> s.state() == RunStep.State.DONE)
            .map(RunStep::rows)
            .orElse(null),
        current(run, now));
  }

  /** What the page calls it: the file, else the business key, else the flow. */
  public String title() {
    if (!run.file().isEmpty()) return run.file();
    return run.businessKey().isEmpty() ? run.flow() : run.businessKey();
  }

  /** Once the accepted rows are known the rest follows; before, the steps tell what they saw. */
  private static @Nullable Long rejected(Run run, @Nullable Long in, @Nullable Long accepted) {
    if (in != null && accepted != null) return Math.max(0, in - accepted);
    return run.steps().stream().map(RunStep::rejected).reduce(Math::max).orElse(null);
  }

  private static @Nullable StepLine current(Run run, Instant now) {
    return run.steps().stream()
        .filter(s -> s.state() == RunStep.State.RUNNING)
        .findFirst()
        .map(s -> StepLine.of(s, now))
        .orElse(null);
  }

  private static Optional<RunStep> step(Run run, String name) {
    return run.steps().stream().filter(s -> s.step().equals(name)).findFirst();
  }
}
