package io.sluice.model.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that share a value of one column.
 *
 * @param value the category, or the quartile of a number in words
 * @param measured null when there are fewer than {@value #LEAST} rows or two of either class: so
 *     few say nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slice(
    String column, String value, long rows, long positives, @Nullable Measured measured) {
  static final int LEAST = 50;

  /**
   * @param rate share of positives
   * @param score mean score, which equals the rate where the model is fair to the slice
   */
  public record Measured(DeLong.Area auc, double rate, double score) {}

  /**
   * @param members positions of the slice's rows
   */
  static Slice of(String column, String value, int[] members, double[] scores, boolean[] positive) {
    double[] own = IntStream.of(members).mapToDouble(row -> scores[row]).toArray();
    boolean[] answers = new boolean[members.length];
    long positives = 0;
    for (int i = 0; i < members.length; i++) {
      answers[i] = positive[members[i]];
      if (answers[i]) positives++;
    }
    long rows = members.length;
    Measured measured = null;
    if (rows >= LEAST && positives >= 2 && rows - positives >= 2)
      measured =
          new Measured(
              DeLong.area(own, answers),
              (double) positives / rows,
              IntStream.range(0, own.length).mapToDouble(i -> own[i]).sum() / rows);
    return new Slice(column, value, rows, positives, measured);
  }
}
