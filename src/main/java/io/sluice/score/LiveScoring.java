package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scores a few records in the caller's thread, counted and in the challenger's sight. A record that
 * the model fails on is refused like one that it does not take; so is one that comes alone, which
 * cannot be told from a broken model: there the share of refused records tells, which releases are
 * watched for.
 */
public final class LiveScoring {
  private final ScoreTally tally;
  private final Shadow shadow;
  private final int mostPoisonRows;

  public LiveScoring(ScoreTally tally, Shadow shadow, ScoreSettings settings) {
    this.tally = tally;
    this.shadow = shadow;
    this.mostPoisonRows = settings.mostPoisonRows();
  }

  /**
   * @throws IllegalArgumentException when the batch lacks a feature or has it in another type
   * @throws RuntimeException the model's own failure, when it fails on too many of the records
   */
  public ScoredBatch score(ScoringModel model, Batch batch) {
    tally.records(model, batch);
    Shadow.Sample sample = shadow.records(model, batch);
    ScoredBatch scored = scored(model, batch);
    tally.scores(model, scored);
    sample.scored(scored);
    return scored;
  }

  private ScoredBatch scored(ScoringModel model, Batch batch) {
    PoisonRows poison = new PoisonRows(model, mostPoisonRows);
    EncodedBatch encoded = model.encode(batch);
    poison.score(encoded);
    ScoredBatch scored = encoded.result();
    poison.settle(scored.scores().length - scored.refusals().size());
    return scored;
  }

  /** The columns that a batch of records should have: the model's, and what the shadow looks at. */
  List<Column> columns(ScoringModel model) {
    return Stream.concat(model.features().stream(), shadow.features(model).stream())
        .distinct()
        .toList();
  }
}
