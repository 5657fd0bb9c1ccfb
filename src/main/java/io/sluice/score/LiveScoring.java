package io.sluice.score;

import io.sluice.data.Batch;

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
}
