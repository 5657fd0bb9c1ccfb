package io.sluice.api;

import io.sluice.data.DatasetCatalog;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;

/** From the engine's and the store's records to the ones that callers see. */
@Mapper
interface RunMapper {

  @Mapping(target = "millis", expression = "java(millis(step.started(), step.ended(), now))")
  @Mapping(target = "expected", expression = "java(known(step.expected()))")
  StepView step(RunStep step, Instant now);

  @Mapping(target = "millis", expression = "java(millis(run.started(), run.ended(), now))")
  @Mapping(target = "state", source = "run.state")
  @Mapping(target = "started", source = "run.started")
  @Mapping(target = "ended", source = "run.ended")
  @Mapping(target = "message", source = "run.message")
  RunSummary summary(Run run, Counts counts, @Nullable StepView current, Instant now);

  @Mapping(target = ".", source = "dataset")
  @Mapping(target = "element", source = "lineage.element")
  @Mapping(target = "parents", source = "lineage.parents")
  DatasetView dataset(DatasetCatalog.Entry entry);

  default long millis(Instant started, @Nullable Instant ended, Instant now) {
    return Math.max(0, Duration.between(started, ended == null ? now : ended).toMillis());
  }

  default @Nullable Long known(long rows) {
    return rows < 0 ? null : rows;
  }
}
