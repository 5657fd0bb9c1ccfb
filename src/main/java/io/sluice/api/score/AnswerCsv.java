package io.sluice.api.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sluice.api.score.ScoreAnswer.RecordScore;
import io.sluice.score.Reason;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores as CSV: record, score, reasons, errors, version; in the order of the request. */
final class AnswerCsv {
  private AnswerCsv() {}

  static void write(ScoreAnswer answer, Writer to) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(to)) {
      csv.writeRecord("record", "score", "reasons", "errors", "version");
      for (RecordScore record : answer.records())
        csv.writeRecord(
            Integer.toString(record.record()),
            record.score() == null ? "" : Double.toString(record.score()),
            reasons(record.reasons()),
            errors(record.errors()),
            answer.version());
    }
  }

  /** Begins with a bracket, so that no spreadsheet takes a wording for a formula. */
  private static String reasons(@Nullable List<Reason> reasons) {
    if (reasons == null) return "";
    return reasons.stream()
        .map(
            r ->
                String.format(
                    Locale.ROOT, "[%s %+.4f] %s", r.feature(), r.contribution(), r.text()))
        .collect(Collectors.joining("; "));
  }

  /** Begins with a word of ours, so that no spreadsheet takes a field's name for a formula. */
  private static String errors(@Nullable List<Fault> errors) {
    if (errors == null) return "";
    return errors.stream()
        .map(e -> "%s: %s %s".formatted(e.rule(), e.field(), e.message()))
        .collect(Collectors.joining("; "));
  }
}
