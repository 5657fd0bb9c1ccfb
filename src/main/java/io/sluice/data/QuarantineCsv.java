package io.sluice.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Writes the bad values of a run as a CSV file that a spreadsheet can open without harm. */
public final class QuarantineCsv {
  private final Quarantine quarantine;

  public QuarantineCsv(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * Writes a stretch, whatever its length, in bounded memory.
   *
   * @param personal whether the reader may see personal data
   * @param to flushed, not closed
   */
  public void write(String run, long offset, long limit, boolean personal, OutputStream to)
      throws IOException {
    CsvWriter csv = CsvWriter.builder().build(to, StandardCharsets.UTF_8);
    csv.writeRecord("line", "column", "rule", "value", "message");
    quarantine.read(run, offset, limit, personal, row -> csv.writeRecord(cells(row)));
    csv.flush();
  }

  private static String[] cells(BadRow row) {
    return Stream.of(
            Long.toString(row.line()), row.column(), row.rule(), row.value(), row.message())
        .map(Quarantine::cell)
        .toArray(String[]::new);
  }
}
