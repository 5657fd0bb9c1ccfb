package io.sluice.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Cells that came as JSON: strings, numbers, booleans or nothing. */
final class InlineCells {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Column> columns;
  private final List<Map<String, Object>> rows;

  InlineCells(List<Column> columns, List<Map<String, Object>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * @param notText takes the rows and names of text columns whose value is no text
   */
  Batch batch(ObjIntConsumer<String> notText) {
    Object[] vectors = new Object[columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      vectors[i] = column.type() == Type.TEXT ? texts(column, notText) : numbers(column);
    }
    return new Batch(columns, vectors, rows.size(), 0);
  }

  private @Nullable String[] texts(Column column, ObjIntConsumer<String> notText) {
    @Nullable String[] texts = new String[rows.size()];
    for (int row = 0; row < texts.length; row++) {
      Object value = rows.get(row).get(column.name());
      if (value != null && !(value instanceof String)) notText.accept(column.name(), row);
      texts[row] = text(value);
    }
    return texts;
  }

  private double[] numbers(Column column) {
    double[] numbers = new double[rows.size()];
    for (int row = 0; row < numbers.length; row++)
      numbers[row] = Cells.read(column.type(), text(rows.get(row).get(column.name())));
    return numbers;
  }

  private static @Nullable String text(@Nullable Object value) {
    String text = value == null ? null : value.toString();
    return text == null || text.isEmpty() ? null : text;
  }

  /**
   * The typed value of a cell, as JSON can carry it; null when missing or not of its type.
   *
   * @return String (dates and moments in ISO 8601), Long, Double or Boolean
   */
  static @Nullable Object value(Type type, @Nullable Object cell) {
    String text = text(cell);
    if (text == null || type == Type.TEXT) return text;
    double number = Cells.read(type, text);
    if (!Double.isFinite(number)) return null;
    return switch (type) {
      case NUMBER -> number;
      case INTEGER -> Cells.whole(text);
      case BOOLEAN -> number == 1;
      case DATE -> LocalDate.ofEpochDay((long) number).toString();
      default -> moment(number);
    };
  }

  private static String moment(double seconds) {
    long micros = Math.round(seconds * 1e6);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  /** A missing value stays in the map as null, which the type of inline rows does not say. */
  @SuppressWarnings({"NullAway", "unchecked"})
  static Map<String, Object> map(Map<String, @Nullable Object> values) {
    return (Map<String, Object>) (Map<String, ?>) new LinkedHashMap<>(values);
  }

  /** The row as sent. */
  static String json(Map<String, Object> row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row holds what JSON cannot carry", e);
    }
  }

  static List<Object> list(List<@Nullable Object> values) {
    return values.stream().<Object>map(Objects::requireNonNull).toList();
  }
}
