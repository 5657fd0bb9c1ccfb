package io.sluice.watch;

import io.sluice.model.Baseline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bins of one column at training: ranges of a number, or categories, and two odd ones. */
final class Bins {
  /** For values that are not there. */
  static final int MISSING = -1;

  /** For categories that training did not see. */
  static final int UNSEEN = -2;

  private static final int ODD = 2;

  private final double[] edges;
  private final Map<String, Integer> levels = new HashMap<>();
  private final long[] expected;
  private final boolean numeric;

  Bins(Baseline.Distribution baseline) {
    List<Double> upper = baseline.edges();
    List<Long> counts = baseline.counts();
    Map<String, Long> seen = baseline.levels();
    numeric = upper != null && counts != null;
    edges = upper == null ? new double[0] : upper.stream().mapToDouble(d -> d).toArray();
    int size = numeric ? edges.length + 1 : seen == null ? 0 : seen.size();
    expected = new long[size + ODD];
    expected[at(MISSING)] = baseline.missing();
    if (counts != null) for (int bin = 0; bin < size; bin++) expected[at(bin)] = counts.get(bin);
    if (seen != null)
      seen.forEach(
          (level, count) -> {
            expected[at(levels.size())] = count;
            levels.put(level, levels.size());
          });
  }

  /** Where the count of a bin is in an array of all. */
  static int at(int bin) {
    return bin + ODD;
  }

  int size() {
    return expected.length;
  }

  boolean numeric() {
    return numeric;
  }

  /** Counts at training, as {@link #at} orders them. */
  long[] expected() {
    return expected.clone();
  }

  int of(double value) {
    if (Double.isNaN(value)) return MISSING;
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found : -found - 1;
  }

  int of(@Nullable String value) {
    if (value == null) return MISSING;
    return levels.getOrDefault(value, UNSEEN);
  }
}
