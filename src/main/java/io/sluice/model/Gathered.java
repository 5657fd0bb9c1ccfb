package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import java.util.List;

/** Copies batches one after another into one. */
final class Gathered {
  private final List<Column> columns;
  private final Object[] vectors;
  private final int capacity;
  private int size;

  Gathered(List<Column> columns, int capacity) {
    this.columns = columns;
    this.capacity = capacity;
    this.vectors = new Object[columns.size()];
    for (int i = 0; i < vectors.length; i++)
      vectors[i] = columns.get(i).type().numeric() ? new double[capacity] : new String[capacity];
  }

  void add(Batch batch) {
    if (size + batch.size() > capacity)
      throw new IllegalStateException("more rows came than were said");
    for (int i = 0; i < vectors.length; i++) {
      int column = batch.index(columns.get(i).name());
      Object source = columns.get(i).type().numeric() ? batch.numbers(column) : batch.texts(column);
      System.arraycopy(source, 0, vectors[i], size, batch.size());
    }
    size += batch.size();
  }

  Batch batch() {
    return new Batch(columns, vectors, size, 0);
  }
}
