package io.sluice.engine;

import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.step.StepRejected;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Words a record for people who may not see personal data: a personal number is told to one
 * significant digit, a personal text not at all. Columns that no contract knows count as personal.
 */
final class MaskedRecord {
  private static final String HIDDEN = "•••";

  /** The engine keeps texts of at most 4,000 characters. */
  private static final int LONGEST = 3_900;

  private final Supplier<SchemaCatalog> schemas;

  MaskedRecord(Supplier<SchemaCatalog> schemas) {
    this.schemas = schemas;
  }

  /** A Markdown table of the first record's columns. */
  String text(RawRecords raw) {
    if (!(raw.records() instanceof Records.Inline inline) || inline.rows().isEmpty())
      return "The records are in a dataset.";
    Optional<Schema> schema = schema(raw.contract());
    StringBuilder text = new StringBuilder("| Column | Value |\n| --- | --- |\n");
    for (Map.Entry<String, Object> cell : inline.rows().getFirst().entrySet())
      if (!cell.getKey().startsWith("_")) text.append(line(schema, cell));
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + " …";
  }

  private static String line(Optional<Schema> schema, Map.Entry<String, Object> cell) {
    return "| %s | %s |\n"
        .formatted(plain(cell.getKey()), value(schema, cell.getKey(), cell.getValue()));
  }

  private Optional<Schema> schema(String contract) {
    try {
      return Optional.of(schemas.get().schema(contract));
    } catch (StepRejected | ConfigException e) {
      return Optional.empty();
    }
  }

  private static String value(Optional<Schema> schema, String name, @Nullable Object value) {
    if (value == null) return "–";
    Optional<Column> column = schema.flatMap(s -> s.column(name));
    if (column.isPresent() && !column.get().personal()) return plain(value.toString());
    return value instanceof Number number ? "≈ " + rounded(number) : HIDDEN;
  }

  private static String rounded(Number number) {
    return new BigDecimal(number.toString())
        .round(new MathContext(1))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A value shall not change the table that it stands in. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}|<>`*\\[\\]()\\\\]", " ");
  }
}
