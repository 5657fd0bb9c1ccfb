package io.sluice.api.score;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads CSV with a header; a line with another number of fields is a wrong record. */
final class CsvRecords {
  private final SentRecords records;
  private final char delimiter;

  CsvRecords(SentRecords records, char delimiter) {
    this.records = records;
    this.delimiter = delimiter;
  }

  /**
   * @throws StepRejected {@code unreadable-records} naming the line; {@code too-many-records}
   */
  void read(InputStream body) throws IOException {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .detectBomHeader(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(body)) {
      Iterator<CsvRecord> lines = csv.iterator();
      if (!lines.hasNext())
        throw new StepRejected(
            "unreadable-records", "a header with the names of the fields comes first");
      List<String> header = lines.next().getFields();
      while (lines.hasNext()) line(header, lines.next());
    } catch (CsvParseException e) {
      throw new StepRejected(
          "unreadable-records",
          "the CSV cannot be read after record "
              + records.size()
              + ": a quote is not closed, or"
              + " a field is too long",
          Map.of("record", records.size()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void line(List<String> header, CsvRecord line) {
    records.begin();
    if (line.getFieldCount() != header.size()) {
      records.fault(
          "",
          "columns",
          "line %d has %d fields, the header has %d"
              .formatted(line.getStartingLineNumber(), line.getFieldCount(), header.size()));
      return;
    }
    for (int i = 0; i < header.size(); i++) {
      Integer place = records.place(header.get(i));
      if (place != null) records.text(place, line.getField(i));
    }
  }
}
