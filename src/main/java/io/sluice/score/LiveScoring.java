package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.List;
import java.util.stream.Stream;

/** Scores a few records in the caller's thread, counted and in the challenger's sight. */
public final class LiveScoring {
  private final ScoreTally tally;
  private final Shadow shadow;

  public LiveScoring(ScoreTally tally, Shadow shadow) {
    this.tally = tally;
    this.shadow = shadow;
  }

  /**
   * @throws IllegalArgumentException when the batch lacks a feature or has it in another type
   */
  public ScoredBatch score(ScoringModel model, Batch batch) {
    tally.records(model, batch);
    Shadow.Sample sample = shadow.records(model, batch);
    ScoredBatch scored = model.score(batch);
    tally.scores(model, scored);
    sample.scored(scored);
    return scored;
  }

  /** The columns that a batch of records should have: the model's, and what the shadow looks at. */
  List<Column> columns(ScoringModel model) {
    return Stream.concat(model.features().stream(), shadow.features(model).stream())
        .distinct()
        .toList();
  }
}
