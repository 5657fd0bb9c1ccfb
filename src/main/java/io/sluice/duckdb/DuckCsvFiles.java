package io.sluice.duckdb;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.collect.CsvFiles;
import io.sluice.collect.FileProfile;
import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Schema;
import io.sluice.data.Type;
import io.sluice.step.Progress;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses CSV twice as fast as need be, or as carefully: DuckDB takes a file without any
 * irregularity, where line numbers follow from the row's position; every other file goes through
 * {@link CarefulCsv}, which knows the line of each row and turns bad rows away one by one.
 */
final class DuckCsvFiles implements CsvFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DuckCsvFiles.class);

  private final DuckDatasets datasets;

  DuckCsvFiles(DuckDatasets datasets) {
    this.datasets = datasets;
  }

  @Override
  public List<String> header(Path file, char delimiter) {
    try (CsvReader<CsvRecord> reader = CarefulCsv.reader(file, delimiter)) {
      var records = reader.iterator();
      return records.hasNext() ? records.next().getFields() : List.of();
    } catch (CsvParseException e) {
      throw new StepRejected("csv-malformed", "line 1: a quote is opened and never closed");
    } catch (IOException e) {
      throw new UncheckedIOException("the kept file is not readable", e);
    }
  }

  @Override
  public Parsed parse(
      Path file,
      FileProfile profile,
      List<String> header,
      Schema schema,
      Lineage lineage,
      Progress progress) {
    if (profile.quotes() % 2 == 0) {
      Path raw = datasets.tempFile();
      try {
        if (copied(file, profile, header, schema, raw)) {
          Dataset dataset = datasets.adopt(Dataset.Kind.RAW, cells(schema), lineage, raw);
          progress.rows(dataset.rows());
          return new Parsed(dataset, null, dataset.rows(), 0);
        }
      } finally {
        Durable.discard(raw);
      }
    }
    return new CarefulCsv(datasets, header, schema, lineage, progress).parse(file);
  }

  /** The columns of a file whose rows carry their line. */
  static List<Column> columns(Schema schema) {
    List<Column> columns = new ArrayList<>(cells(schema));
    columns.add(new Column(LINE, Type.INTEGER));
    return columns;
  }

  private static List<Column> cells(Schema schema) {
    return schema.columns().stream()
        .map(column -> new Column(column.name(), Type.TEXT, false, column.personal()))
        .toList();
  }

  /** Whether the file could be taken whole, row by line. */
  private boolean copied(
      Path file, FileProfile profile, List<String> header, Schema schema, Path raw) {
    String relation =
        "read_csv(%s, columns = {%s}, header = true, auto_detect = false, delim = %s, quote = '\"', escape = '\"', strict_mode = true, max_line_size = %d)"
            .formatted(
                Sql.text(file),
                header.stream()
                    .map(name -> Sql.text(name) + ": 'VARCHAR'")
                    .collect(Collectors.joining(", ")),
                Sql.text(String.valueOf(schema.delimiter())),
                2 * LONGEST_LINE);
    String selected =
        schema.columns().stream()
            .map(Column::name)
            .map(n -> (header.contains(n) ? "" : "NULL::VARCHAR AS ") + Sql.name(n))
            .collect(Collectors.joining(", "));
    try (Connection connection = datasets.open();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.copy("SELECT " + selected + " FROM " + relation, raw));
      return datasets.rows(raw) == profile.lines() - 1;
    } catch (SQLException e) {
      RuntimeException failure = Sql.failure("parsing a file", e);
      if (failure instanceof io.sluice.data.StorageFull) throw failure;
      LOG.info("The file is not regular CSV; it is read row by row");
      return false;
    }
  }
}
