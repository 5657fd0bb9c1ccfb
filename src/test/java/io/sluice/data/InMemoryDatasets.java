package io.sluice.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Datasets for tests of steps. Like the real store it hands out the same arrays again and again.
 */
public final class InMemoryDatasets implements DatasetStore {
  private final Map<String, Content> contents = new LinkedHashMap<>();

  /** A dataset and all of its rows. */
  public record Content(Dataset dataset, Lineage lineage, List<@Nullable Object[]> rows) {

    /** The values of one column: Double or String, null when missing. */
    public List<@Nullable Object> column(String name) {
      int index = dataset.columns().stream().map(Column::name).toList().indexOf(name);
      List<@Nullable Object> values = new ArrayList<>();
      for (@Nullable Object[] row : rows) values.add(row[index]);
      return values;
    }
  }

  /**
   * Adds a dataset.
   *
   * @param rows each with a Double (or NaN) or String (or null) a column
   */
  public Records.Stored add(List<Column> columns, List<@Nullable Object[]> rows) {
    return keep(Dataset.Kind.VALID, columns, new Lineage("test", "test", List.of()), rows)
        .reference();
  }

  public Content content(String id) {
    Content content = contents.get(id);
    if (content == null) throw new IllegalArgumentException("no dataset " + id);
    return content;
  }

  /** The datasets of a kind in the order of their making. */
  public List<Content> of(Dataset.Kind kind) {
    return contents.values().stream().filter(c -> c.dataset().kind() == kind).toList();
  }

  private Dataset keep(
      Dataset.Kind kind, List<Column> columns, Lineage lineage, List<@Nullable Object[]> rows) {
    String id = "d" + contents.size();
    Dataset dataset = new Dataset(id, kind, Path.of(id), columns, rows.size(), 0, "0".repeat(64));
    contents.put(id, new Content(dataset, lineage, List.copyOf(rows)));
    return dataset;
  }

  @Override
  public Dataset describe(String id) {
    return content(id).dataset();
  }

  @Override
  public BatchReader read(Records.Stored records, List<String> columns, int batchSize) {
    return new Reader(content(records.dataset()), columns, batchSize);
  }

  @Override
  public DatasetWriter write(Dataset.Kind kind, List<Column> columns, Lineage lineage) {
    return new Writer(kind, columns, lineage, null);
  }

  @Override
  public DatasetWriter extend(
      Dataset.Kind kind,
      Records.Stored parent,
      String source,
      Column kept,
      Column added,
      Lineage lineage) {
    List<@Nullable Object> keys = content(parent.dataset()).column(source);
    return new Writer(kind, List.of(kept, added), lineage, keys);
  }

  @Override
  public void exportCsv(Records.Stored records, long tag, List<String> columns, Path file) {
    throw new UnsupportedOperationException("no files here");
  }

  private static final class Reader implements BatchReader {
    private final Content content;
    private final List<Column> columns;
    private final Object[] vectors;
    private final int[] indexes;
    private final int batchSize;
    private int position;

    Reader(Content content, List<String> names, int batchSize) {
      List<String> there = content.dataset().columns().stream().map(Column::name).toList();
      this.content = content;
      this.batchSize = batchSize;
      this.indexes = names.stream().mapToInt(there::indexOf).toArray();
      this.columns =
          Arrays.stream(indexes).mapToObj(i -> content.dataset().columns().get(i)).toList();
      this.vectors =
          columns.stream()
              .map(c -> c.type().numeric() ? (Object) new double[batchSize] : new String[batchSize])
              .toArray();
    }

    @Override
    @SuppressWarnings("NullAway") // the elements of text vectors are nullable
    public @Nullable Batch next() {
      int size = Math.min(batchSize, content.rows().size() - position);
      if (size == 0) return null;
      for (int i = 0; i < vectors.length; i++)
        for (int row = 0; row < size; row++) {
          Object value = content.rows().get(position + row)[indexes[i]];
          if (vectors[i] instanceof double[] numbers)
            numbers[row] = value == null ? Double.NaN : (double) value;
          else ((String[]) vectors[i])[row] = (String) value;
        }
      position += size;
      return new Batch(columns, vectors, size, position - size);
    }

    @Override
    public long rows() {
      return content.rows().size();
    }

    @Override
    public void close() {
      // Nothing is held: what was handed out must not be trusted any more.
      for (Object vector : vectors)
        if (vector instanceof double[] numbers) Arrays.fill(numbers, Double.NaN);
    }
  }

  private final class Writer implements DatasetWriter {
    private final Dataset.Kind kind;
    private final List<Column> columns;
    private final Lineage lineage;
    private final @Nullable List<@Nullable Object> keys;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private int appended;

    Writer(
        Dataset.Kind kind,
        List<Column> columns,
        Lineage lineage,
        @Nullable List<@Nullable Object> keys) {
      this.kind = kind;
      this.columns = columns;
      this.lineage = lineage;
      this.keys = keys;
    }

    @Override
    public void append(Batch batch) {
      for (int row = 0; row < batch.size(); row++, appended++)
        if (keys == null) rows.add(row(batch, row));
        else if (!Double.isNaN(batch.numbers(0)[row]))
          rows.add(new @Nullable Object[] {keys.get(appended), batch.numbers(0)[row]});
    }

    private @Nullable Object[] row(Batch batch, int row) {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        int column = batch.index(columns.get(i).name());
        if (columns.get(i).type().numeric()) values[i] = batch.numbers(column)[row];
        else values[i] = batch.texts(column)[row];
      }
      return values;
    }

    @Override
    public Dataset commit() {
      if (keys != null && appended != keys.size())
        throw new IllegalStateException(appended + " rows beside " + keys.size());
      return keep(kind, columns, lineage, rows);
    }

    @Override
    public void close() {
      rows.clear();
    }
  }
}
