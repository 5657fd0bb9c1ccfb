package io.sluice.score;

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

/** Scores a dataset into another one, and quarantines the rows that get no score. */
final class StoredScoring {
  private static final int BATCH = 16_384;
  private static final Column KEY = new Column(Scores.KEY, Type.TEXT);

  private final DatasetStore datasets;
  private final ScoringPool pool;
  private final ScoreTally tally;
  private final Shadow shadow;
  private final int mostPoisonRows;

  StoredScoring(
      DatasetStore datasets,
      ScoringPool pool,
      ScoreTally tally,
      Shadow shadow,
      ScoreSettings settings) {
    this.datasets = datasets;
    this.pool = pool;
    this.tally = tally;
    this.shadow = shadow;
    this.mostPoisonRows = settings.mostPoisonRows();
  }

  Score.Output run(StepCall call, Records.Stored records, ScoringModel model) {
    Lineage lineage = lineage(call, records, model);
    List<String> columns = columns(records, model);
    try (BatchReader reader = datasets.read(records, columns, BATCH);
        DatasetWriter scores =
            datasets.extend(
                Dataset.Kind.SCORES, records, "_key", KEY, ScoringRun.SCORE.getFirst(), lineage);
        RefusedRows refused = new RefusedRows(datasets, lineage)) {
      ScoringRun run =
          new ScoringRun(call.progress(), model, pool, scores, refused, mostPoisonRows);
      long rows = run.score(reader, tally, shadow);
      if (run.poisoned()) quarantine(run, records, columns);
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

  private void quarantine(ScoringRun run, Records.Stored records, List<String> columns) {
    try (BatchReader again = datasets.read(records, columns, BATCH)) {
      run.quarantine(again);
    }
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
