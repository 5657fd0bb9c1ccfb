package io.sluice.publish;

import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetStore;
import io.sluice.data.DatasetWriter;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.Type;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores as a dataset store would give them. */
final class GivenScores implements DatasetStore {
  private static final Column SCORE = new Column(Scores.SCORE, Type.NUMBER);

  private record Rows(@Nullable String[] keys, double[] scores) {}

  private final Map<String, Rows> rows = new HashMap<>();

  /** A dataset of so many rows, keys k0, k1, …, that all have one score. */
  Scores of(int count, double score) {
    @Nullable String[] keys = new String[count];
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) keys[i] = "k" + i;
    Arrays.fill(scores, score);
    return of(keys, scores);
  }

  Scores of(@Nullable String[] keys, double[] scores) {
    String id = "scores-" + rows.size();
    rows.put(id, new Rows(keys, scores));
    return new Scores(new Records.Stored(id), "credit-risk", "v1");
  }

  private Rows find(String id) {
    Rows found = rows.get(id);
    if (found == null) throw new IllegalArgumentException("no dataset " + id);
    return found;
  }

  @Override
  public BatchReader read(Records.Stored records, List<String> columns, int batchSize) {
    double[] scores = find(records.dataset()).scores();
    return new BatchReader() {
      private boolean read;

      @Override
      public @Nullable Batch next() {
        if (read) return null;
        read = true;
        return new Batch(List.of(SCORE), new Object[] {scores}, scores.length, 0);
      }

      @Override
      public long rows() {
        return scores.length;
      }

      @Override
      public void close() {
        read = true;
      }
    };
  }

  @Override
  public void exportCsv(Records.Stored records, long tag, List<String> columns, Path file) {
    Rows found = find(records.dataset());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < found.scores().length; i++) {
        String key = found.keys()[i];
        out.write(tag + "," + (key == null ? "" : quoted(key)) + "," + found.scores()[i] + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String key) {
    return '"' + key.replace("\"", "\"\"") + '"';
  }

  @Override
  public Dataset describe(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatasetWriter write(Dataset.Kind kind, List<Column> columns, Lineage lineage) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatasetWriter extend(
      Dataset.Kind kind,
      Records.Stored parent,
      String source,
      Column kept,
      Column added,
      Lineage lineage) {
    throw new UnsupportedOperationException();
  }
}
