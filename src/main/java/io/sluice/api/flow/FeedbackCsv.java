package io.sluice.api.flow;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.sluice.decide.DecisionRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what people decided as rows to learn from. */
final class FeedbackCsv {
  private static final List<String> OWN =
      List.of(
          "decision_id",
          "run",
          "answered_at",
          "user",
          "model_version",
          "score",
          "recommendation",
          "answer",
          "differs",
          "reason");

  private FeedbackCsv() {}

  /**
   * @param features that the reader may see
   */
  static void write(
      List<DecisionRecord> decided,
      Function<DecisionRecord, Map<String, @Nullable Object>> features,
      Writer writer)
      throws IOException {
    List<Map<String, @Nullable Object>> visible = decided.stream().map(features).toList();
    Set<String> columns = new LinkedHashSet<>();
    visible.forEach(row -> columns.addAll(row.keySet()));
    CsvWriter csv = CsvWriter.builder().build(writer);
    List<String> header = new ArrayList<>(OWN);
    header.addAll(columns);
    csv.writeRecord(header);
    for (int i = 0; i < decided.size(); i++)
      csv.writeRecord(row(decided.get(i), visible.get(i), columns));
    csv.flush();
  }

  private static List<String> row(
      DecisionRecord record, Map<String, @Nullable Object> features, Set<String> columns) {
    List<String> row = new ArrayList<>();
    row.add(record.id());
    row.add(record.run());
    DecisionRecord.Human human = record.human();
    if (human == null) throw new IllegalArgumentException("no person decided " + record.id());
    row.add(human.answered().toString());
    row.add(safe(human.user()));
    row.add(record.modelVersion());
    row.add(text(record.score()));
    row.add(safe(text(human.recommendation())));
    row.add(safe(human.answer()));
    row.add(String.valueOf(human.differs()));
    row.add(safe(human.reason()));
    for (String column : columns) {
      Object value = features.get(column);
      row.add(value instanceof String text ? safe(text) : text(value));
    }
    return row;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** What a spreadsheet would take for a formula becomes text (OWASP, CSV injection). */
  private static String safe(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
