package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.List;

/**
 * Scores what the champion scores with the challenger as well, out of sight: nobody waits for it,
 * and it never fails.
 */
public interface Shadow {

  /** A shadow that looks at nothing. */
  Shadow NONE =
      new Shadow() {
        @Override
        public List<Column> features(ScoringModel model) {
          return List.of();
        }

        @Override
        public Sample records(ScoringModel model, Batch batch) {
          return Sample.NONE;
        }
      };

  /** The columns that it needs beside the model's own; records that lack them are not looked at. */
  List<Column> features(ScoringModel model);

  /** Before scoring, while the batch holds the records. */
  Sample records(ScoringModel model, Batch batch);

  /** Rows that wait for the score of the one who serves. */
  @FunctionalInterface
  interface Sample {

    /** A sample of no rows. */
    Sample NONE = scored -> {};

    /**
     * @param scored of the batch that the sample was taken from
     */
    void scored(ScoredBatch scored);
  }
}
