package io.sluice.api;

import io.sluice.data.Dataset;
import io.sluice.data.DatasetCatalog;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a run by what became of them; absent while not known yet.
 *
 * @param in rows that the source sent, readable or not
 * @param accepted rows that keep their contract
 * @param rejected rows turned away
 * @param published scores that consumers see
 */
record Counts(
    @Nullable Long in, @Nullable Long accepted, @Nullable Long rejected, @Nullable Long published) {

  static Counts of(Run run, List<DatasetCatalog.Entry> datasets) {
    Long in = step(run, "collect").map(RunStep::rows).orElse(null);
    Long accepted =
        datasets.stream()
            .map(DatasetCatalog.Entry::dataset)
            .filter(d -> d.kind() == Dataset.Kind.VALID)
            .map(Dataset::rows)
            .findFirst()
            .orElse(null);
    return new Counts(in, accepted, rejected(run, in, accepted), published(run));
  }

  /** Once the accepted rows are known the rest follows; before, the steps tell what they saw. */
  private static @Nullable Long rejected(Run run, @Nullable Long in, @Nullable Long accepted) {
    if (in != null && accepted != null) return Math.max(0, in - accepted);
    return run.steps().stream().map(RunStep::rejected).reduce(Math::max).orElse(null);
  }

  private static @Nullable Long published(Run run) {
    return step(run, "publish")
        .filter(s -> s.state() == RunStep.State.DONE)
        .map(RunStep::rows)
        .orElse(null);
  }

  private static Optional<RunStep> step(Run run, String name) {
    return run.steps().stream().filter(s -> s.step().equals(name)).findFirst();
  }
}
