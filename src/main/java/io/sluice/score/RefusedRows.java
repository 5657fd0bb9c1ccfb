package io.sluice.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows that got no score into a quarantine dataset, which exists only if there are any.
 */
final class RefusedRows implements AutoCloseable {
  static final String LINE = "_line";
  private static final List<Column> COLUMNS =
      List.of(
          new Column("line", Type.INTEGER),
          new Column("column", Type.TEXT),
          new Column("rule", Type.TEXT),
          new Column("value", Type.TEXT),
          new Column("message", Type.TEXT),
          new Column("record", Type.TEXT));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DatasetStore datasets;
  private final Lineage lineage;
  private @Nullable DatasetWriter writer;
  private long count;

  RefusedRows(DatasetStore datasets, Lineage lineage) {
    this.datasets = datasets;
    this.lineage = lineage;
  }

  long count() {
    return count;
  }

  void add(Batch batch, List<Refusal> refusals, List<Column> features) {
    if (refusals.isEmpty()) return;
    int size = refusals.size();
    double[] lines = new double[size];
    for (int i = 0; i < size; i++) lines[i] = line(batch, refusals.get(i).row());
    if (writer == null) writer = datasets.write(Dataset.Kind.QUARANTINE, COLUMNS, lineage);
    Object[] vectors = {
      lines,
      texts(refusals, Refusal::column),
      texts(refusals, refusal -> refusal.rule().code()),
      texts(refusals, Refusal::value),
      texts(refusals, refusal -> refusal.rule().message()),
      texts(refusals, refusal -> record(batch, refusal.row(), features))
    };
    writer.append(new Batch(COLUMNS, vectors, size, count));
    count += size;
  }

  private static @Nullable String[] texts(
      List<Refusal> refusals, Function<Refusal, @Nullable String> text) {
    @Nullable String[] texts = new @Nullable String[refusals.size()];
    for (int i = 0; i < texts.length; i++) texts[i] = text.apply(refusals.get(i));
    return texts;
  }

  private static double line(Batch batch, int row) {
    boolean known = batch.columns().getFirst().name().equals(LINE);
    return known ? batch.numbers(0)[row] : batch.first() + row + 1;
  }

  private static String record(Batch batch, int row, List<Column> features) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column feature : features) {
      int column = batch.index(feature.name());
      if (feature.type().numeric()) {
        double number = batch.numbers(column)[row];
        values.put(feature.name(), Double.isNaN(number) ? null : (Object) number);
      } else values.put(feature.name(), batch.texts(column)[row]);
    }
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record cannot be written as JSON", e);
    }
  }

  /** Makes the quarantine durable and gives how many rows it has. */
  long commit() {
    if (writer != null) writer.commit();
    return count;
  }

  @Override
  public void close() {
    if (writer != null) writer.close();
  }
}
