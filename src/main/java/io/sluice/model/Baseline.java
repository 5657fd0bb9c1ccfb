package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Distributions at training, which drift is measured against.
 *
 * @param features of the training rows, before encoding
 * @param score on the hold-out
 */
public record Baseline(List<Distribution> features, Distribution score) {
  private static final int BINS = 20;
  private static final int LEVELS = 1_000;

  /**
   * How one column is distributed: bins for a number, counts by value for a category.
   *
   * @param edges upper edge of each bin but the last, ascending; quantiles of the values
   * @param counts rows in each bin: those at most the edge and above the one before
   * @param levels rows by category; beyond {@value Baseline#LEVELS} categories the rarest are left
   *     out
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Distribution(
      String column,
      long rows,
      long missing,
      @Nullable List<Double> edges,
      @Nullable List<Long> counts,
      @Nullable Map<String, Long> levels) {

    /** Share of rows without a value. */
    public double missingRate() {
      return rows == 0 ? 0 : (double) missing / rows;
    }
  }

  static Baseline of(Batch train, List<String> features, double[] scores) {
    List<Distribution> distributions = new ArrayList<>();
    for (String name : features) {
      int index = train.index(name);
      Column column = train.columns().get(index);
      distributions.add(
          column.type().numeric()
              ? numbers(name, Arrays.copyOf(train.numbers(index), train.size()))
              : levels(name, train.texts(index), train.size()));
    }
    return new Baseline(distributions, numbers("score", scores.clone()));
  }

  private static Distribution numbers(String name, double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    List<Double> edges = new ArrayList<>();
    for (int bin = 1; bin < BINS && known.length > 0; bin++) {
      double edge = known[(int) ((long) bin * (known.length - 1) / BINS)];
      if (edges.isEmpty() || edge > edges.getLast()) edges.add(edge);
    }
    Long[] counts = new Long[edges.size() + 1];
    Arrays.fill(counts, 0L);
    int bin = 0;
    for (double value : known) {
      while (bin < edges.size() && value > edges.get(bin)) bin++;
      counts[bin]++;
    }
    long missing = values.length - known.length;
    return new Distribution(name, values.length, missing, edges, Arrays.asList(counts), null);
  }

  private static Distribution levels(String name, @Nullable String[] values, int rows) {
    Map<String, Long> counts = new TreeMap<>();
    long missing = 0;
    for (int row = 0; row < rows; row++) {
      String value = values[row];
      if (value == null) missing++;
      else counts.merge(value, 1L, Long::sum);
    }
    Map<String, Long> kept = new TreeMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(LEVELS)
        .forEach(e -> kept.put(e.getKey(), e.getValue()));
    return new Distribution(name, rows, missing, null, null, kept);
  }
}
