package io.sluice.api;

import io.sluice.data.DatasetCatalog;
import io.sluice.data.Quarantine;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import io.sluice.engine.Runs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mapstruct.factory.Mappers;

/** Tells of runs what the REST face and the pages show. */
final class RunReports {
  private static final RunMapper MAPPER = Mappers.getMapper(RunMapper.class);

  private final Runs runs;
  private final DatasetCatalog datasets;
  private final Quarantine quarantine;
  private final InstantSource clock;

  RunReports(Runs runs, DatasetCatalog datasets, Quarantine quarantine, InstantSource clock) {
    this.runs = runs;
    this.datasets = datasets;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /**
   * The newest runs first.
   *
   * @param state only these, or null for all
   */
  public List<RunSummary> latest(int limit, Run.@Nullable State state) {
    return search(new Runs.Search("", "", state), limit);
  }

  /** The newest runs that fit first. */
  public List<RunSummary> search(Runs.Search wanted, int limit) {
    return runs.search(wanted, limit).stream()
        .map(run -> summary(run, datasets.ofRun(run.id()), clock.instant()))
        .toList();
  }

  public Optional<RunView> find(String id) {
    return runs.find(id).map(this::view);
  }

  private RunView view(Run run) {
    Instant now = clock.instant();
    List<DatasetCatalog.Entry> entries = datasets.ofRun(run.id());
    return new RunView(
        summary(run, entries, now),
        run.steps().stream().map(step -> MAPPER.step(step, now)).toList(),
        entries.stream().map(MAPPER::dataset).toList(),
        links(run));
  }

  private static RunSummary summary(Run run, List<DatasetCatalog.Entry> entries, Instant now) {
    StepView current =
        run.steps().stream()
            .filter(step -> step.state() == RunStep.State.RUNNING)
            .findFirst()
            .map(step -> MAPPER.step(step, now))
            .orElse(null);
    return MAPPER.summary(run, Counts.of(run, entries), current, now);
  }

  private Map<String, String> links(Run run) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("self", "/api/runs/" + run.id());
    if (quarantine.rows(run.id()) > 0)
      links.put("quarantine", "/api/runs/" + run.id() + "/quarantine");
    return links;
  }
}
