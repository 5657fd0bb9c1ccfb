package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.DatasetStore;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.Type;
import io.sluice.score.InlineRows;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to learn from in memory, in the order of their dataset: the labelled ones, or all when there
 * is no target.
 *
 * @param rows the labelled rows: features, target, time and whatever else was asked for
 * @param positive whether the target is the positive value, for each row; false without a target
 * @param time the column to split by; empty when the split is random
 * @param unlabelled rows left out because their target is missing
 * @param sha256 of the content that training learns from; other columns do not count
 */
record TrainingData(Batch rows, boolean[] positive, double[] time, long unlabelled, String sha256) {
  static final int LIMIT = 2_000_000;
  private static final int BATCH = 16_384;

  /**
   * @param beside columns to have without learning from them
   * @throws StepRejected {@code training-data} when there are more than {@value #LIMIT} rows
   */
  static TrainingData read(
      DatasetStore datasets,
      Records records,
      TrainingColumns learned,
      List<String> beside,
      Schema schema) {
    List<Column> columns = learned.with(beside, schema);
    return switch (records) {
      case Records.Inline inline -> {
        Gathered rows = new Gathered(columns, inline.rows().size());
        rows.add(InlineRows.batch(inline.rows(), columns));
        yield of(rows.batch(), learned);
      }
      case Records.Stored stored -> {
        List<String> names = columns.stream().map(Column::name).toList();
        try (BatchReader reader = datasets.read(stored, names, BATCH)) {
          if (reader.rows() > LIMIT) throw tooMany(reader.rows());
          Gathered rows = new Gathered(columns, (int) reader.rows());
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) rows.add(batch);
          yield of(rows.batch(), learned);
        }
      }
    };
  }

  /** Of rows in memory; they have all columns that are asked for. */
  static TrainingData of(Batch all, TrainingColumns learned) {
    ModelSpec.Target sought = learned.target();
    if (sought == null) return of(all, new boolean[all.size()], 0, learned);
    int target = all.index(sought.column());
    int[] labelled = Rows.where(all.size(), row -> label(all, target, row) != null);
    Batch rows = Rows.select(all, labelled);
    boolean[] positive = new boolean[rows.size()];
    for (int row = 0; row < positive.length; row++)
      positive[row] = positive(label(rows, target, row), all.columns().get(target), sought);
    return of(rows, positive, all.size() - labelled.length, learned);
  }

  private static TrainingData of(
      Batch rows, boolean[] positive, long unlabelled, TrainingColumns learned) {
    ModelSpec.Split split = learned.split();
    return new TrainingData(
        rows,
        positive,
        split.random() ? new double[0] : rows.numbers(rows.index(split.by())),
        unlabelled,
        Rows.sha256(Rows.columns(rows, learned.names())));
  }

  /** Which rows have an answer. */
  static boolean[] labelled(Batch rows, ModelSpec.Target target) {
    int column = rows.index(target.column());
    boolean[] labelled = new boolean[rows.size()];
    for (int row = 0; row < labelled.length; row++)
      labelled[row] = label(rows, column, row) != null;
    return labelled;
  }

  /** What another version, with other columns, would have seen of the same rows. */
  String sha256(TrainingColumns learned) {
    return Rows.sha256(Rows.columns(rows, learned.names()));
  }

  private static @Nullable Object label(Batch batch, int target, int row) {
    if (!batch.columns().get(target).type().numeric()) return batch.texts(target)[row];
    double number = batch.numbers(target)[row];
    return Double.isNaN(number) ? null : number;
  }

  private static boolean positive(@Nullable Object label, Column target, ModelSpec.Target sought) {
    String wanted = sought.positive();
    if (target.type() == Type.TEXT) return wanted.equals(label);
    double number = target.type() == Type.BOOLEAN ? truth(wanted) : Double.parseDouble(wanted);
    return Double.valueOf(number).equals(label);
  }

  private static double truth(String word) {
    return word.equals("true") ? 1 : 0;
  }

  private static StepRejected tooMany(long rows) {
    return new StepRejected(
        "training-data",
        "%,d rows are too many to train on at once, at most %,d are right".formatted(rows, LIMIT),
        Map.of("rows", rows));
  }
}
