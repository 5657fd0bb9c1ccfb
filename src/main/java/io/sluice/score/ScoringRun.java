package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Scores;
import io.sluice.data.Type;
import io.sluice.step.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a dataset. A batch is read and encoded while the batch before it is scored on all
 * threads, so two batches at most are in memory whatever the size of the dataset.
 */
final class ScoringRun {
  static final List<Column> SCORE = List.of(new Column(Scores.SCORE, Type.NUMBER));

  private final Progress progress;
  private final ScoringModel model;
  private final ScoringPool pool;
  private final DatasetWriter scores;
  private final RefusedRows refused;
  private final PoisonRows poison;
  private final NavigableMap<Long, Refusal> poisoned = new TreeMap<>();
  private long done;

  ScoringRun(
      Progress progress,
      ScoringModel model,
      ScoringPool pool,
      DatasetWriter scores,
      RefusedRows refused,
      int mostPoisonRows) {
    this.progress = progress;
    this.model = model;
    this.pool = pool;
    this.scores = scores;
    this.refused = refused;
    this.poison = new PoisonRows(model, mostPoisonRows);
  }

  /** A batch on its way, and what of it the challenger is to see. */
  private record Scoring(ScoringPool.@Nullable Pending pending, Shadow.Sample sample) {
    static final Scoring NONE = new Scoring(null, Shadow.Sample.NONE);
  }

  /** Scores all rows and gives how many there were. */
  long score(BatchReader reader, ScoreTally tally, Shadow shadow) {
    progress.expected(reader.rows());
    Scoring before = Scoring.NONE;
    try {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        tally.records(model, batch);
        EncodedBatch encoded = model.encode(batch);
        refused.add(batch, encoded.refusals(), model.features());
        Scoring now = new Scoring(pool.start(encoded), shadow.records(model, batch));
        write(before, tally);
        before = now;
      }
      write(before, tally);
    } finally {
      if (before.pending() != null) before.pending().cancel();
    }
    poison.settle(done - refused.count() - poison.count());
    return done;
  }

  private void write(Scoring before, ScoreTally tally) {
    if (before.pending() == null) return;
    ScoredBatch result = before.pending().await(poison);
    if (poison.count() > poisoned.size()) remember(result);
    tally.scores(model, result);
    before.sample().scored(result);
    double[] values = result.scores();
    scores.append(new Batch(SCORE, new Object[] {values}, values.length, done));
    done += values.length;
    progress.rows(done);
    progress.rejected(refused.count() + poison.count());
  }

  private void remember(ScoredBatch result) {
    for (Refusal refusal : result.refusals())
      if (refusal.rule() instanceof Refusal.Poison) poisoned.put(done + refusal.row(), refusal);
  }

  boolean poisoned() {
    return !poisoned.isEmpty();
  }

  /**
   * Quarantines the rows that the model failed on.
   *
   * @param again the same rows from the start: by the time that a row is found out, the arrays of
   *     its batch hold the next one
   */
  void quarantine(BatchReader again) {
    for (Batch batch = again.next(); batch != null; batch = again.next()) {
      long first = batch.first();
      List<Refusal> here = new ArrayList<>();
      poisoned
          .subMap(first, first + batch.size())
          .forEach(
              (row, refusal) ->
                  here.add(new Refusal((int) (row - first), "", refusal.rule(), null)));
      refused.add(batch, here, model.features());
      if (first + batch.size() > poisoned.lastKey()) return;
    }
  }
}
