package io.sluice.api.score;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import io.sluice.validate.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in records field by field, column by column; what is wrong with one is noted. */
final class SentRecords {

  /** More than that is a file's business. */
  static final int LIMIT = 10_000;

  private static final int FIRST = 8;
  private static final int LONGEST_NAME = 64;

  private final Fields fields;
  private final Object[] vectors;
  private final List<Fault> faults = new ArrayList<>();
  private final BitSet given = new BitSet();
  private int size;

  SentRecords(Fields fields) {
    this.fields = fields;
    this.vectors = new Object[fields.columns().size()];
    for (int i = 0; i < vectors.length; i++)
      vectors[i] = numeric(i) ? new double[FIRST] : new String[FIRST];
  }

  private boolean numeric(int place) {
    return fields.columns().get(place).type().numeric();
  }

  /**
   * Begins a record; its fields are missing until they are put.
   *
   * @throws StepRejected {@code too-many-records}
   */
  void begin() {
    if (size == LIMIT)
      throw new StepRejected(
          "too-many-records",
          "at most %,d records are scored in one request: send them in parts, or as a file"
              .formatted(LIMIT),
          Map.of("most", LIMIT));
    given.clear();
    for (int i = 0; i < vectors.length; i++)
      if (vectors[i] instanceof double[] numbers) {
        if (size == numbers.length) vectors[i] = numbers = Arrays.copyOf(numbers, size * 2);
        numbers[size] = Cells.MISSING;
      } else if (size == ((String[]) vectors[i]).length)
        vectors[i] = Arrays.copyOf((String[]) vectors[i], size * 2);
    size++;
  }

  /**
   * The place of a field in the record begun last.
   *
   * @return null when its value is not wanted, which has been noted
   */
  @Nullable Integer place(String field) {
    Integer place = fields.place(field);
    if (place == null) {
      String name = field.length() <= LONGEST_NAME ? field : field.substring(0, LONGEST_NAME) + "…";
      fault(name, "unknown-field", "is no field here; nearest: " + fields.nearest(field));
      return null;
    }
    if (given.get(place)) {
      fault(field, "duplicate-field", "stands twice in this record: once is right");
      return null;
    }
    given.set(place);
    return place;
  }

  Type type(int place) {
    return fields.columns().get(place).type();
  }

  /** A value as text, to be read by the column's type. */
  void text(int place, String value) {
    if (vectors[place] instanceof double[] numbers)
      numbers[size - 1] = Cells.read(type(place), value);
    else if (!value.isEmpty()) ((String[]) vectors[place])[size - 1] = value;
  }

  /** A value for a column of numbers. */
  void number(int place, double value) {
    ((double[]) vectors[place])[size - 1] = value;
  }

  /** Notes a value of a kind that the column cannot take. */
  void wrong(int place) {
    Column column = fields.columns().get(place);
    fault(column.name(), "type", "must be " + words(column.type()));
  }

  private static String words(Type type) {
    return switch (type) {
      case TEXT -> "text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a day such as 2026-11-23";
      case TIMESTAMP -> "a moment such as 2026-11-23T08:00:00Z";
    };
  }

  /** Notes what is wrong with the record begun last. */
  void fault(String field, String rule, String message) {
    faults.add(new Fault(size, field, rule, message));
  }

  int size() {
    return size;
  }

  /**
   * What was sent, held against the contract.
   *
   * @param faults by record and then as they were found
   */
  record Judged(Batch batch, List<Fault> faults) {}

  Judged judged() {
    Batch batch = new Batch(fields.columns(), vectors, size, 0);
    if (size > 0)
      fields
          .contract()
          .judge(
              batch,
              (row, number) -> {
                var rule = fields.contract().rows().get(number);
                if (fields.counts(rule))
                  faults.add(
                      new Fault(
                          (int) row + 1,
                          fields.columns().get(rule.column()).name(),
                          rule.name(),
                          rule.message()));
              });
    unread();
    if (faults.size() > 1) faults.sort(Comparator.comparingInt(Fault::record));
    return new Judged(batch, List.copyOf(faults));
  }

  /** Of features that the contract no longer has, nobody else looks whether they are readable. */
  private void unread() {
    for (int i = fields.contract().schema().columns().size(); i < vectors.length; i++)
      if (vectors[i] instanceof double[] numbers)
        for (int row = 0; row < size; row++)
          if (Double.isInfinite(numbers[row])) {
            Column column = fields.columns().get(i);
            faults.add(
                new Fault(row + 1, column.name(), "type", "must be " + words(column.type())));
          }
  }
}
