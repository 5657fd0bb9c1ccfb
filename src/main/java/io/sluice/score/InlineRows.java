package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that are carried along, as a batch. */
public final class InlineRows {
  private InlineRows() {}

  /**
   * A batch of the wanted columns; a column that a row does not have is missing in it.
   *
   * @throws StepRejected {@code wrong-type} naming row and column, never the value
   */
  public static Batch batch(List<Map<String, Object>> rows, List<Column> columns) {
    Object[] vectors = new Object[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      Column column = columns.get(i);
      vectors[i] = column.type().numeric() ? numbers(rows, column) : texts(rows, column);
    }
    return new Batch(columns, vectors, rows.size(), 0);
  }

  private static double[] numbers(List<Map<String, Object>> rows, Column column) {
    double[] numbers = new double[rows.size()];
    for (int row = 0; row < numbers.length; row++)
      numbers[row] = number(rows.get(row).get(column.name()), column, row);
    return numbers;
  }

  private static @Nullable String[] texts(List<Map<String, Object>> rows, Column column) {
    @Nullable String[] texts = new @Nullable String[rows.size()];
    for (int row = 0; row < texts.length; row++) {
      @Nullable Object value = rows.get(row).get(column.name());
      texts[row] = value == null ? null : value.toString();
    }
    return texts;
  }

  private static double number(@Nullable Object value, Column column, int row) {
    double number =
        switch (value) {
          case null -> Double.NaN;
          case Number n -> finite(n.doubleValue(), column, row);
          case Boolean b -> b ? 1 : 0;
          case String s when column.type() == Type.DATE || column.type() == Type.TIMESTAMP ->
              moment(s, column, row);
          default -> throw wrong(column, row);
        };
    return number;
  }

  private static double finite(double number, Column column, int row) {
    if (!Double.isFinite(number)) throw wrong(column, row);
    return number;
  }

  private static double moment(String text, Column column, int row) {
    try {
      if (column.type() == Type.DATE) return LocalDate.parse(text).toEpochDay();
      boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
      var instant =
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return instant.getEpochSecond() + instant.getNano() / 1e9;
    } catch (DateTimeException e) {
      throw wrong(column, row);
    }
  }

  private static StepRejected wrong(Column column, int row) {
    return new StepRejected(
        "wrong-type",
        "row %d: '%s' should be %s".formatted(row + 1, column.name(), column.type()),
        Map.of("row", row + 1, "column", column.name()));
  }
}
