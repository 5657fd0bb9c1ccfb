package io.sluice.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of rows, column by column. Numeric columns are {@code double[]} where NaN is missing (a
 * NaN sent as a value never gets past validation); text columns are {@code String[]} where null is
 * missing. Arrays may be longer than {@link #size()} and are reused by their reader: do not keep
 * them past the next batch.
 */
public final class Batch {
  private final List<Column> columns;
  private final @Nullable Object[] vectors;
  private final int size;
  private final long first;

  /**
   * @param vectors a double[] or String[] for each column, by its type
   * @param first position of the first row in its dataset, from 0
   */
  public Batch(List<Column> columns, Object[] vectors, int size, long first) {
    this.columns = List.copyOf(columns);
    this.vectors = vectors.clone();
    this.size = size;
    this.first = first;
    if (vectors.length != columns.size())
      throw new IllegalArgumentException("one vector a column is needed");
    for (int i = 0; i < vectors.length; i++) {
      boolean numbers = vectors[i] instanceof double[];
      if (numbers != columns.get(i).type().numeric() || length(vectors[i]) < size)
        throw new IllegalArgumentException("wrong vector for " + columns.get(i).name());
    }
  }

  private static int length(Object vector) {
    return vector instanceof double[] numbers ? numbers.length : ((String[]) vector).length;
  }

  public List<Column> columns() {
    return columns;
  }

  public int size() {
    return size;
  }

  public long first() {
    return first;
  }

  /**
   * Position of a column.
   *
   * @throws IllegalArgumentException when it is not there
   */
  public int index(String column) {
    for (int i = 0; i < columns.size(); i++) if (columns.get(i).name().equals(column)) return i;
    throw new IllegalArgumentException("no column " + column + " among " + columns);
  }

  /** A new batch of these rows in this order. */
  public Batch pick(int[] rows) {
    Object[] picked = new Object[columns.size()];
    for (int i = 0; i < picked.length; i++)
      picked[i] = columns.get(i).type().numeric() ? pick(numbers(i), rows) : pick(texts(i), rows);
    return new Batch(columns, picked, rows.length, 0);
  }

  private static double[] pick(double[] values, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) picked[i] = values[rows[i]];
    return picked;
  }

  private static @Nullable String[] pick(@Nullable String[] values, int[] rows) {
    @Nullable String[] picked = new @Nullable String[rows.length];
    for (int i = 0; i < rows.length; i++) picked[i] = values[rows[i]];
    return picked;
  }

  public double[] numbers(int column) {
    return (double[]) java.util.Objects.requireNonNull(vectors[column]);
  }

  @SuppressWarnings("NullAway") // the elements are nullable, the array is not
  public @Nullable String[] texts(int column) {
    return (String[]) vectors[column];
  }
}
