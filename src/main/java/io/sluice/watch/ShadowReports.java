package io.sluice.watch;

import io.sluice.model.Models;
import io.sluice.score.ModelName;
import java.util.Optional;

/** Tells how the challenger of a model does beside its champion. */
public final class ShadowReports {

  /** Rows that a report looks at: the latest ones. */
  private static final int ROWS = 20_000;

  private final Models models;
  private final ShadowStore store;

  ShadowReports(Models models, ShadowStore store) {
    this.models = models;
    this.store = store;
  }

  /** Empty when the model has no champion and challenger. */
  public Optional<ShadowReport> find(ModelName name) {
    return models
        .find(name)
        .filter(model -> model.champion().isPresent() && model.challenger().isPresent())
        .map(
            model ->
                new ShadowStore.Pair(
                    name, model.champion().orElseThrow(), model.challenger().orElseThrow()))
        .map(pair -> ShadowReport.of(pair, store.latest(pair, ROWS)));
  }
}
