package io.sluice.model.measure;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts rows by the values of a column: categories by value, numbers and times by quartile. */
final class Slicing {
  private static final int QUARTILES = 4;

  /** Beyond these the rarest categories are one slice: nobody reads a table of thousands. */
  private static final int CATEGORIES = 30;

  private static final String MISSING = "(missing)";
  private static final String OTHERS = "(all others)";

  private Slicing() {}

  /** Positions of the rows by the value they share, in the order to show them. */
  static Map<String, int[]> of(Batch rows, String name) {
    int index = rows.index(name);
    Column column = rows.columns().get(index);
    return switch (column.type()) {
      case TEXT -> categories(rows.size(), row -> rows.texts(index)[row]);
      case BOOLEAN -> categories(rows.size(), row -> truth(rows.numbers(index)[row]));
      case INTEGER, NUMBER, DATE, TIMESTAMP ->
          quartiles(Arrays.copyOf(rows.numbers(index), rows.size()), column.type());
    };
  }

  private static @Nullable String truth(double value) {
    if (Double.isNaN(value)) return null;
    return value == 0 ? "false" : "true";
  }

  private static Map<String, int[]> categories(int size, IntFunction<@Nullable String> value) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int row = 0; row < size; row++) {
      String category = value.apply(row);
      if (category != null) counts.merge(category, 1, Integer::sum);
    }
    List<String> kept =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(CATEGORIES)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return grouped(
        size,
        kept,
        row -> {
          String category = value.apply(row);
          if (category == null) return MISSING;
          return kept.contains(category) ? category : OTHERS;
        });
  }

  private static Map<String, int[]> quartiles(double[] values, Type type) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] edges =
        IntStream.range(1, known.length == 0 ? 1 : QUARTILES)
            .mapToDouble(q -> known[(int) ((long) q * (known.length - 1) / QUARTILES)])
            .filter(edge -> edge < known[known.length - 1])
            .distinct()
            .toArray();
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= edges.length; i++) names.add(name(edges, i, type));
    return grouped(
        values.length,
        names,
        row -> {
          if (Double.isNaN(values[row])) return MISSING;
          int bin = 0;
          while (bin < edges.length && values[row] > edges[bin]) bin++;
          return names.get(bin);
        });
  }

  private static String name(double[] edges, int bin, Type type) {
    if (edges.length == 0) return "all values";
    if (bin == 0) return "up to " + text(edges[0], type);
    String above = "above " + text(edges[bin - 1], type);
    return bin == edges.length ? above : above + " up to " + text(edges[bin], type);
  }

  private static String text(double value, Type type) {
    return switch (type) {
      case DATE -> LocalDate.ofEpochDay((long) value).toString();
      case TIMESTAMP -> Instant.ofEpochSecond((long) value).toString();
      case INTEGER -> Long.toString((long) value);
      case TEXT, BOOLEAN, NUMBER -> Double.toString(value);
    };
  }

  private static Map<String, int[]> grouped(int size, List<String> order, IntFunction<String> of) {
    Map<String, IntStream.Builder> groups = new LinkedHashMap<>();
    order.forEach(name -> groups.put(name, IntStream.builder()));
    for (String last : List.of(OTHERS, MISSING)) groups.putIfAbsent(last, IntStream.builder());
    for (int row = 0; row < size; row++) Objects.requireNonNull(groups.get(of.apply(row))).add(row);
    Map<String, int[]> rows = new LinkedHashMap<>();
    groups.forEach((name, members) -> rows.put(name, members.build().toArray()));
    rows.values().removeIf(members -> members.length == 0);
    return rows;
  }
}
