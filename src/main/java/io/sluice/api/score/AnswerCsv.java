package io.sluice.api.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sluice.api.score.ScoreAnswer.RecordScore;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores as CSV: record, score, errors, version; in the order of the request. */
final class AnswerCsv {
  private AnswerCsv() {}

  static void write(ScoreAnswer answer, Writer to) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(to)) {
      csv.writeRecord("record", "score", "errors", "version");
      for (RecordScore record : answer.records())
        csv.writeRecord(
            Integer.toString(record.record()),
            record.score() == null ? "" : Double.toString(record.score()),
            errors(record.errors()),
            answer.version());
    }
  }

  /** Begins with a word of ours, so that no spreadsheet takes a field's name for a formula. */
  private static String errors(@Nullable List<Fault> errors) {
    if (errors == null) return "";
    return errors.stream()
        .map(e -> "%s: %s %s".formatted(e.rule(), e.field(), e.message()))
        .collect(Collectors.joining("; "));
  }
}
