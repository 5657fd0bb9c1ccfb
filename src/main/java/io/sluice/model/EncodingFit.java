package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Schema;
import io.sluice.data.Type;
import io.sluice.score.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Learns from the training rows how each feature becomes numbers. */
final class EncodingFit {

  /** A category that nobody has seen is odder than the rarest one. */
  private static final double RARER = -1;

  private final ModelSpec spec;
  private final Schema schema;
  private final Batch rows;
  private final boolean[] positive;

  EncodingFit(ModelSpec spec, Schema schema, Batch rows, boolean[] positive) {
    this.spec = spec;
    this.schema = schema;
    this.rows = rows;
    this.positive = positive;
  }

  List<Encoding> fit() {
    return spec.features().stream().map(this::encoding).toList();
  }

  private Encoding encoding(ModelSpec.Feature feature) {
    Column column = schema.column(feature.column()).orElseThrow();
    Missing missing = Policies.missing(spec, feature, column);
    boolean other = Policies.unknown(spec, feature) == Unknown.OTHER;
    if (column.type() != Type.TEXT) return number(column, missing);
    if (feature.codes() != null) return given(column, feature.codes());
    boolean own = missing.kind() == Missing.Kind.OWN_LEVEL;
    return spec.algorithm().linear()
        ? new Encoding.OneHot(column.name(), levels(column), own, other)
        : codes(column, own, other);
  }

  private static Encoding given(Column column, Map<String, Double> codes) {
    List<String> levels = codes.keySet().stream().sorted().toList();
    return new Encoding.Codes(
        column.name(),
        levels,
        levels.stream().map(level -> Objects.requireNonNull(codes.get(level))).toList(),
        null,
        null);
  }

  private Encoding number(Column column, Missing missing) {
    double[] values = rows.numbers(rows.index(column.name()));
    double[] known =
        Arrays.stream(values, 0, rows.size()).filter(v -> !Double.isNaN(v)).sorted().toArray();
    Double fill =
        switch (missing.kind()) {
          case MEDIAN -> known.length == 0 ? Double.valueOf(0) : Double.valueOf(median(known));
          case VALUE -> missing.value();
          case REFUSE, OWN_LEVEL, PASS -> null;
        };
    if (missing.kind() == Missing.Kind.PASS)
      return new Encoding.Numeric(column.name(), column.type(), null, 0, 1, true);
    if (!spec.algorithm().linear())
      return new Encoding.Numeric(column.name(), column.type(), fill, 0, 1);
    double mean = Arrays.stream(known).average().orElse(0);
    double variance = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
    return new Encoding.Numeric(column.name(), column.type(), fill, mean, scale);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }

  private List<String> levels(Column column) {
    return Arrays.stream(rows.texts(rows.index(column.name())), 0, rows.size())
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * @param name null for the missing value
   */
  private record Level(@Nullable String name, double rate) {}

  private Encoding codes(Column column, boolean own, boolean other) {
    List<Level> ranked = ranked(rows.texts(rows.index(column.name())), own);
    double unseen = spec.algorithm().unsupervised() ? RARER : middle(ranked);
    List<String> levels = new ArrayList<>();
    List<Double> codes = new ArrayList<>();
    Double missing = own ? Double.valueOf(unseen) : null;
    for (int rank = 0; rank < ranked.size(); rank++) {
      String name = ranked.get(rank).name();
      if (name == null) {
        missing = (double) rank;
        continue;
      }
      levels.add(name);
      codes.add((double) rank);
    }
    return new Encoding.Codes(
        column.name(), levels, codes, missing, other ? Double.valueOf(unseen) : null);
  }

  /** Between the categories that are safer than the average and those that are riskier. */
  private double middle(List<Level> ranked) {
    long positives = 0;
    for (boolean p : positive) if (p) positives++;
    double prior = (double) positives / positive.length;
    return ranked.stream().filter(l -> l.rate() < prior).count() - 0.5;
  }

  /**
   * The categories by their share of positives, or where nothing is to be predicted by how many
   * rows they have; ties by name; the missing value among them.
   */
  private List<Level> ranked(@Nullable String[] values, boolean own) {
    Map<String, long[]> counts = new TreeMap<>();
    long[] missing = new long[2];
    for (int row = 0; row < rows.size(); row++) {
      String value = values[row];
      long[] count = value == null ? missing : counts.computeIfAbsent(value, v -> new long[2]);
      count[0]++;
      if (positive[row]) count[1]++;
    }
    List<Level> levels = new ArrayList<>();
    if (own && missing[0] > 0) levels.add(new Level(null, rate(missing)));
    counts.forEach((name, count) -> levels.add(new Level(name, rate(count))));
    levels.sort(Comparator.comparingDouble(Level::rate));
    return levels;
  }

  private double rate(long[] count) {
    return spec.algorithm().unsupervised() ? count[0] : (double) count[1] / count[0];
  }
}
