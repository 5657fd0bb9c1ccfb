package io.sluice.score;

import io.sluice.data.Batch;

/** Is told of everything that a version scores; must cost next to nothing and never fail. */
public interface ScoreTally {

  /** Before scoring, while the batch holds the records. */
  void records(ScoringModel model, Batch batch);

  void scores(ScoringModel model, ScoredBatch scored);
}
