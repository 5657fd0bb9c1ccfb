package io.sluice.draft;

import io.sluice.data.Type;
import io.sluice.validate.Cells;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rows tell of a column.
 *
 * @param type the narrowest that all values are of
 * @param missing rows without a value
 * @param counts rows by value; the value is as it was sent
 * @param least smallest value of a number or time; NaN for text or when there is none
 * @param most largest value
 * @param placeholders rows with a word such as NA that alone keeps the column from being a number
 */
record ColumnProfile(
    String name,
    Type type,
    int rows,
    int missing,
    Map<String, Integer> counts,
    double least,
    double most,
    int placeholders) {
  private static final Set<String> PLACEHOLDERS =
      Set.of("na", "n/a", "nan", "null", "none", "?", "-", "unknown");

  /** Narrow to wide; the first that all values fit is taken. */
  private static final List<Type> TYPES =
      List.of(Type.BOOLEAN, Type.INTEGER, Type.NUMBER, Type.DATE, Type.TIMESTAMP);

  static ColumnProfile of(String name, List<String> values) {
    Map<String, Integer> counts = new HashMap<>();
    int missing = 0;
    for (String value : values)
      if (value.isBlank()) missing++;
      else counts.merge(value, 1, Integer::sum);
    Type type = type(counts.keySet());
    double least = Double.NaN;
    double most = Double.NaN;
    if (type.numeric())
      for (String value : counts.keySet()) {
        double number = Cells.read(type, value);
        least = Double.isNaN(least) ? number : Math.min(least, number);
        most = Double.isNaN(most) ? number : Math.max(most, number);
      }
    int placeholders = type == Type.TEXT ? placeholders(counts) : 0;
    return new ColumnProfile(
        name, type, values.size(), missing, Map.copyOf(counts), least, most, placeholders);
  }

  private static Type type(Set<String> values) {
    if (values.isEmpty()) return Type.TEXT;
    EnumSet<Type> open = EnumSet.copyOf(TYPES);
    for (String value : values) {
      open.removeIf(type -> Double.isInfinite(Cells.read(type, value)));
      if (open.isEmpty()) return Type.TEXT;
    }
    return TYPES.stream().filter(open::contains).findFirst().orElse(Type.TEXT);
  }

  private static int placeholders(Map<String, Integer> counts) {
    int rows = 0;
    for (var entry : counts.entrySet()) {
      String value = entry.getKey();
      if (PLACEHOLDERS.contains(value.strip().toLowerCase(java.util.Locale.ROOT)))
        rows += entry.getValue();
      else if (Double.isInfinite(Cells.read(Type.NUMBER, value))) return 0;
    }
    return rows;
  }

  int known() {
    return rows - missing;
  }

  int distinct() {
    return counts.size();
  }

  /** Whether nearly every row has a value of its own. */
  boolean idLike() {
    boolean whole = type == Type.TEXT || type == Type.INTEGER;
    return whole && known() >= 50 && distinct() > 0.95 * known();
  }

  boolean constant() {
    return distinct() <= 1;
  }
}
