package io.sluice.score;

import io.sluice.data.Batch;

/** Counts nothing. */
final class NoTally implements ScoreTally {
  @Override
  public void records(ScoringModel model, Batch batch) {}

  @Override
  public void scores(ScoringModel model, ScoredBatch scored) {}
}
