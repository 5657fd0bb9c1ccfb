package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.Type;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores a dataset. One batch is read and encoded while the batch before it is scored on all
 * threads, so two batches at most are in memory whatever the size of the dataset.
 */
final class StoredScoring {
  private static final int BATCH = 16_384;
  private static final Column KEY = new Column(Scores.KEY, Type.TEXT);
  private static final List<Column> SCORE = List.of(new Column(Scores.SCORE, Type.NUMBER));

  private final DatasetStore datasets;
  private final ScoringPool pool;
  private final ScoreTally tally;
  private final Shadow shadow;

  StoredScoring(DatasetStore datasets, ScoringPool pool, ScoreTally tally, Shadow shadow) {
    this.datasets = datasets;
    this.pool = pool;
    this.tally = tally;
    this.shadow = shadow;
  }

  /** A batch on its way, and what of it the challenger is to see. */
  private record Scoring(ScoringPool.@Nullable Pending pending, Shadow.Sample sample) {
    static final Scoring NONE = new Scoring(null, Shadow.Sample.NONE);
  }

  Score.Output run(StepCall call, Records.Stored records, ScoringModel model) {
    Lineage lineage = lineage(call, records, model);
    try (BatchReader reader = datasets.read(records, columns(records, model), BATCH);
        DatasetWriter scores =
            datasets.extend(Dataset.Kind.SCORES, records, "_key", KEY, SCORE.getFirst(), lineage);
        RefusedRows refused = new RefusedRows(datasets, lineage)) {
      call.progress().expected(reader.rows());
      long rows = score(call, reader, model, scores, refused);
      long unscored = refused.commit();
      if (rows == unscored) throw nothingScored(rows);
      Records result = scores.commit().reference();
      return new Score.Output(
          new Scores(result, model.name().value(), model.version()),
          model.version(),
          rows - unscored,
          unscored,
          null,
          null);
    }
  }

  private long score(
      StepCall call,
      BatchReader reader,
      ScoringModel model,
      DatasetWriter scores,
      RefusedRows refused) {
    long done = 0;
    Scoring before = Scoring.NONE;
    try {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        tally.records(model, batch);
        EncodedBatch encoded = model.encode(batch);
        refused.add(batch, encoded.refusals(), model.features());
        Scoring now = new Scoring(pool.start(encoded), shadow.records(model, batch));
        done = write(call, model, before, scores, done);
        before = now;
        call.progress().rejected(refused.count());
      }
      return write(call, model, before, scores, done);
    } finally {
      if (before.pending() != null) before.pending().cancel();
    }
  }

  private long write(
      StepCall call, ScoringModel model, Scoring before, DatasetWriter scores, long done) {
    if (before.pending() == null) return done;
    ScoredBatch result = before.pending().await();
    tally.scores(model, result);
    before.sample().scored(result);
    double[] values = result.scores();
    scores.append(new Batch(SCORE, new Object[] {values}, values.length, done));
    call.progress().rows(done + values.length);
    return done + values.length;
  }

  private List<String> columns(Records.Stored records, ScoringModel model) {
    List<Column> there = datasets.describe(records.dataset()).columns();
    List<String> names = there.stream().map(Column::name).toList();
    for (Column feature : model.features())
      if (!names.contains(feature.name())) throw missing(model, feature.name());
    Stream<String> line =
        names.contains(RefusedRows.LINE) ? Stream.of(RefusedRows.LINE) : Stream.empty();
    Stream<String> beside =
        shadow.features(model).stream().map(Column::name).filter(names::contains);
    return Stream.of(line, model.features().stream().map(Column::name), beside)
        .flatMap(columns -> columns)
        .distinct()
        .toList();
  }

  private static Lineage lineage(StepCall call, Records.Stored records, ScoringModel model) {
    return new Lineage(
        call.run(),
        call.element(),
        List.of(records.dataset(), "model:" + model.name() + "@" + model.version()));
  }

  static StepRejected missing(ScoringModel model, String feature) {
    return new StepRejected(
        "missing-feature",
        "model %s@%s needs column '%s', which the records do not have"
            .formatted(model.name(), model.version(), feature),
        Map.of("column", feature));
  }

  static StepRejected nothingScored(long rows) {
    return new StepRejected(
        "nothing-scored",
        rows == 0
            ? "there are no rows to score"
            : "none of %d rows could be scored; the quarantine says why".formatted(rows),
        Map.of("rows", rows));
  }
}
