package io.sluice.api.score;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.data.Batch;
import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import io.sluice.validate.Cells;
import io.sluice.validate.Contract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sample rows that come with a model: CSV with columns of its contract, and in {@value #EXPECTED},
 * where the sender has it, the score that the model's maker saw.
 *
 * @param expected by row, NaN where it is not told; null without that column
 */
record SampleRows(Batch batch, double @Nullable [] expected) {
  static final String EXPECTED = "expected_score";
  private static final int TOLD = 100;

  /**
   * @throws StepRejected {@code unreadable-records}; {@code invalid-records} naming row and field
   */
  static SampleRows read(byte[] csv, Contract contract) throws IOException {
    char delimiter = contract.schema().delimiter();
    List<Double> expected = new ArrayList<>();
    byte[] rest = cut(csv, delimiter, expected);
    SentRecords records = new SentRecords(Fields.ofAll(contract));
    new CsvRecords(records, delimiter).read(new ByteArrayInputStream(rest));
    SentRecords.Judged judged = records.judged();
    if (!judged.faults().isEmpty()) {
      Fault first = judged.faults().getFirst();
      throw new StepRejected(
          "invalid-records",
          "row %d%s: %s; sample rows have to keep contract %s"
              .formatted(
                  first.record(),
                  first.field().isEmpty() ? "" : ", " + first.field(),
                  first.message(),
                  contract.name()),
          Map.of("errors", judged.faults().stream().limit(TOLD).toList()));
    }
    double[] told = expected.stream().mapToDouble(Double::doubleValue).toArray();
    return new SampleRows(judged.batch(), told.length == 0 ? null : told);
  }

  /** The same table without the column of expected scores. */
  private static byte[] cut(byte[] csv, char delimiter, List<Double> expected) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try (CsvReader<CsvRecord> lines =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(new ByteArrayInputStream(csv));
        var out =
            de.siegmar.fastcsv.writer.CsvWriter.builder()
                .fieldSeparator(delimiter)
                .build(new OutputStreamWriter(rest, StandardCharsets.UTF_8))) {
      int place = -1;
      boolean header = true;
      for (CsvRecord line : lines) {
        List<String> fields = new ArrayList<>(line.getFields());
        if (header) place = fields.indexOf(EXPECTED);
        if (place >= 0 && place < fields.size()) {
          String told = fields.remove(place);
          if (!header) expected.add(number(told, expected.size() + 1));
        }
        header = false;
        out.writeRecord(fields);
      }
    }
    return rest.toByteArray();
  }

  private static double number(String told, int row) {
    double number = Cells.read(Type.NUMBER, told);
    if (Double.isInfinite(number))
      throw new StepRejected(
          "invalid-records",
          "row %d, %s: must be a number from 0 to 1".formatted(row, EXPECTED),
          Map.of("record", row, "field", EXPECTED));
    return number;
  }
}
