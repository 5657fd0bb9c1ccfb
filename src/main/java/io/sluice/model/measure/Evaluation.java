package io.sluice.model.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.data.Batch;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a version does on its hold-out, beyond its {@link io.sluice.model.Metrics}.
 *
 * @param auc with its confidence interval; null when one class has a single row
 * @param averagePrecision area below the curve of precision over recall; a random score has the
 *     share of positives
 * @param calibrationError mean distance between score and observed rate over the deciles
 * @param deciles the highest scores first
 * @param cutoffs in the spec's order
 * @param slices in the spec's order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
    DeLong.@Nullable Area auc,
    double averagePrecision,
    double calibrationError,
    List<Decile> deciles,
    List<Confusion> cutoffs,
    List<Slice> slices) {

  public Evaluation {
    deciles = List.copyOf(deciles);
    cutoffs = List.copyOf(cutoffs);
    slices = List.copyOf(slices);
  }

  /**
   * Scored rows with their answers.
   *
   * @param rows with the columns to slice by
   * @param scores one a row, none NaN
   */
  public record Scored(Batch rows, double[] scores, boolean[] positive) {}

  /**
   * @param slices columns to slice by
   * @throws IllegalArgumentException when one class has no row, or a column is not there
   */
  public static Evaluation of(Scored scored, List<Double> cutoffs, List<String> slices) {
    Ranking ranking = Ranking.of(scored.scores(), scored.positive());
    List<Decile> deciles = Decile.of(ranking);
    return new Evaluation(
        area(ranking, scored),
        ranking.averagePrecision(),
        Decile.calibrationError(deciles),
        deciles,
        cutoffs.stream().map(cutoff -> Confusion.of(ranking, cutoff)).toList(),
        slices.stream().flatMap(column -> slices(scored, column)).toList());
  }

  private static DeLong.@Nullable Area area(Ranking ranking, Scored scored) {
    long positives = ranking.allPositives();
    boolean enough = positives >= 2 && ranking.size() - positives >= 2;
    return enough ? DeLong.area(scored.scores(), scored.positive()) : null;
  }

  private static Stream<Slice> slices(Scored scored, String column) {
    return Slicing.of(scored.rows(), column).entrySet().stream()
        .map(e -> Slice.of(column, e.getKey(), e.getValue(), scored.scores(), scored.positive()));
  }
}
