package io.sluice.duckdb;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.collect.CsvFiles;
import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Schema;
import io.sluice.step.Progress;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Reads irregular CSV (RFC 4180) row by row, with the line of each, and turns bad rows away. */
final class CarefulCsv {
  private static final int PROGRESS_EVERY = 10_000;

  private final DuckDatasets datasets;
  private final List<String> header;
  private final Schema schema;
  private final Lineage lineage;
  private final Progress progress;
  private final int[] positions;
  private long rows;
  private long rejected;

  CarefulCsv(
      DuckDatasets datasets,
      List<String> header,
      Schema schema,
      Lineage lineage,
      Progress progress) {
    this.datasets = datasets;
    this.header = header;
    this.schema = schema;
    this.lineage = lineage;
    this.progress = progress;
    this.positions = schema.names().stream().mapToInt(header::indexOf).toArray();
  }

  /** A strict reader: an unclosed quote is an error, a byte order mark is skipped. */
  static CsvReader<CsvRecord> reader(Path file, char delimiter) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .detectBomHeader(true)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true)
        .allowUnclosedQuote(false)
        .maxBufferSize((int) (64 * CsvFiles.LONGEST_LINE))
        .ofCsvRecord(file, StandardCharsets.UTF_8);
  }

  CsvFiles.Parsed parse(Path file) {
    try (CsvReader<CsvRecord> reader = reader(file, schema.delimiter());
        Gathering good = new Gathering(datasets.open(), DuckCsvFiles.columns(schema));
        Gathering bad = new Gathering(datasets.open(), Rejects.COLUMNS)) {
      var records = reader.iterator();
      records.next();
      while (records.hasNext()) {
        CsvRecord row = records.next();
        String wrong = wrong(row);
        if (wrong == null) keep(good.appender(), row);
        else reject(bad.appender(), row, wrong);
        if ((rows + rejected) % PROGRESS_EVERY == 0) progress.rows(rows + rejected);
      }
      return write(good, bad);
    } catch (CsvParseException e) {
      throw unclosed(e);
    } catch (SQLException e) {
      throw Sql.failure("parsing a file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the kept file is not readable", e);
    }
  }

  private CsvFiles.Parsed write(Gathering good, Gathering bad) {
    progress.rows(rows + rejected);
    progress.rejected(rejected);
    Path raw = datasets.tempFile();
    good.copy("SELECT * FROM " + Gathering.TABLE, raw);
    Dataset dataset = datasets.adopt(Dataset.Kind.RAW, DuckCsvFiles.columns(schema), lineage, raw);
    return new CsvFiles.Parsed(dataset, rejected == 0 ? null : rejects(bad), rows, rejected);
  }

  private Dataset rejects(Gathering bad) {
    Path file = datasets.tempFile();
    bad.copy("SELECT * FROM " + Gathering.TABLE, file);
    return datasets.adopt(Dataset.Kind.UNREADABLE, Rejects.COLUMNS, lineage, file);
  }

  private @Nullable String wrong(CsvRecord row) {
    if (row.getFieldCount() != header.size())
      return "%d fields where the header has %d".formatted(row.getFieldCount(), header.size());
    for (String field : row.getFields())
      if (field.indexOf('\uFFFD') >= 0) return "not valid UTF-8; save the file as UTF-8 text";
    return null;
  }

  private void keep(DuckDBAppender appender, CsvRecord row) throws SQLException {
    appender.beginRow();
    for (int position : positions) {
      String value = position < 0 ? "" : row.getField(position);
      if (value.isEmpty()) appender.appendNull();
      else appender.append(value);
    }
    appender.append(row.getStartingLineNumber());
    appender.endRow();
    rows++;
  }

  private void reject(DuckDBAppender appender, CsvRecord row, String message) throws SQLException {
    String record =
        row.getFields().stream().collect(Collectors.joining(String.valueOf(schema.delimiter())));
    appender.beginRow();
    appender.append(row.getStartingLineNumber());
    appender.appendNull();
    appender.append(row.getFieldCount() == header.size() ? "encoding" : "field-count");
    appender.appendNull();
    appender.append(message);
    appender.append(record);
    appender.endRow();
    rejected++;
  }

  private static StepRejected unclosed(CsvParseException e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) root = root.getCause();
    return new StepRejected(
        "csv-malformed",
        "the file cannot be cut into rows, probably because a quote is opened and never closed: "
            + root.getMessage());
  }
}
