package io.sluice.draft;

import io.sluice.data.Type;
import io.sluice.model.Metrics;
import io.sluice.validate.Cells;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well one column alone tells the answer, as AUC. A column that tells nearly everything was
 * mostly written down after the answer was known.
 */
final class Leak {
  /** Above this a single column is not believed. */
  static final double SUSPICIOUS = 0.98;

  private Leak() {}

  /** .5 when nothing can be said; never below it. */
  static double auc(ColumnProfile column, List<String> values, Answers answers) {
    double[] ranks = column.type() == Type.TEXT ? rates(values, answers) : numbers(column, values);
    int[] rows =
        IntStream.range(0, ranks.length)
            // Rates come from the even rows, so they are measured on the odd ones.
            .filter(row -> answers.known()[row] && (column.type() != Type.TEXT || row % 2 == 1))
            .toArray();
    double[] scores = IntStream.of(rows).mapToDouble(row -> ranks[row]).toArray();
    boolean[] outcomes = new boolean[rows.length];
    long positives = 0;
    for (int i = 0; i < rows.length; i++) {
      outcomes[i] = answers.yes()[rows[i]];
      if (outcomes[i]) positives++;
    }
    if (positives == 0 || positives == rows.length) return 0.5;
    double auc = Metrics.of(scores, outcomes).auc();
    return Math.max(auc, 1 - auc);
  }

  private static double[] numbers(ColumnProfile column, List<String> values) {
    double[] numbers = new double[values.size()];
    for (int row = 0; row < numbers.length; row++) {
      double number = Cells.read(column.type(), values.get(row));
      numbers[row] = Double.isNaN(number) ? column.least() - 1 : number;
    }
    return numbers;
  }

  private static double[] rates(List<String> values, Answers answers) {
    Map<String, int[]> counts = new HashMap<>();
    for (int row = 0; row < values.size(); row += 2)
      if (answers.known()[row]) {
        int[] count = counts.computeIfAbsent(values.get(row), v -> new int[2]);
        count[answers.yes()[row] ? 1 : 0]++;
      }
    double[] rates = new double[values.size()];
    for (int row = 0; row < rates.length; row++) {
      int[] count = counts.get(values.get(row));
      rates[row] = count == null ? 0.5 : (count[1] + 0.5) / (count[0] + count[1] + 1.0);
    }
    return rates;
  }
}
