package io.sluice.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.StorageFull;
import io.sluice.step.Progress;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts scores into a file of lines publication, subject, score: text by text from Parquet through
 * JDBC would take longer than the whole loading.
 */
final class ScoreFiles {
  private static final int BATCH = 16_384;

  private final DatasetStore datasets;
  private final Path folder;

  ScoreFiles(DatasetStore datasets, Home home) {
    this.datasets = datasets;
    this.folder = home.folder("tmp/publish");
  }

  /** A file that is gone once closed. */
  record ScoreFile(Path path, long rows) implements AutoCloseable {
    @Override
    public void close() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + path, e);
      }
    }
  }

  /**
   * Writes the lines of a publication.
   *
   * @throws StepRejected {@code score-not-finite}, {@code missing-key}
   */
  ScoreFile write(long publication, Records records, Progress progress) {
    Path path = folder.resolve(UUID.randomUUID() + ".csv");
    return switch (records) {
      case Records.Inline inline -> {
        ScoreFile file = new ScoreFile(path, inline.rows().size());
        progress.expected(file.rows());
        try {
          inline(publication, inline, path);
        } catch (RuntimeException e) {
          file.close();
          throw e;
        }
        yield file;
      }
      case Records.Stored stored -> {
        long rows = check(stored, progress);
        datasets.exportCsv(stored, publication, List.of(Scores.KEY, Scores.SCORE), path);
        yield new ScoreFile(path, rows);
      }
    };
  }

  private long check(Records.Stored stored, Progress progress) {
    try (BatchReader reader = datasets.read(stored, List.of(Scores.SCORE), BATCH)) {
      progress.expected(reader.rows());
      long rows = 0;
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        double[] scores = batch.numbers(0);
        for (int i = 0; i < batch.size(); i++) checkFinite(scores[i], rows + i);
        rows += batch.size();
      }
      return rows;
    }
  }

  private static void inline(long publication, Records.Inline records, Path path) {
    try (CsvWriter csv = CsvWriter.builder().build(path)) {
      long row = 0;
      for (Map<String, Object> values : records.rows()) {
        Object key = values.get(Scores.KEY);
        double score = values.get(Scores.SCORE) instanceof Number n ? n.doubleValue() : Double.NaN;
        checkFinite(score, row++);
        csv.writeRecord(
            Long.toString(publication),
            key == null ? null : key.toString(),
            Double.toString(score));
      }
    } catch (IOException e) {
      throw new StorageFull("scores could not be written", e);
    }
  }

  private static void checkFinite(double score, long row) {
    if (!Double.isFinite(score))
      throw new StepRejected(
          "score-not-finite",
          "the score of row %,d is missing or not finite; only finite numbers are published"
              .formatted(row + 1));
  }
}
