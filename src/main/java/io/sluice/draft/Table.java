package io.sluice.draft;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.step.StepRejected;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first rows of a CSV file, column by column, as text.
 *
 * @param columns of equal length, in the order of the names
 * @param ragged lines with another number of fields than the header, left out
 * @param whole whether these are all rows
 */
record Table(
    char delimiter, List<String> names, List<List<String>> columns, long ragged, boolean whole) {
  /** Enough to see what a column is; all that is looked at. */
  static final int ROWS = 50_000;

  private static final String DELIMITERS = ",;\t|";
  private static final int MOST_COLUMNS = 2_000;
  private static final int HEADER = 1 << 16;

  int rows() {
    return columns.getFirst().size();
  }

  List<String> column(String name) {
    return columns.get(names.indexOf(name));
  }

  /**
   * @throws StepRejected {@code draft-data} when it is no CSV with a header and rows
   */
  static Table read(Path file) {
    try {
      char delimiter = delimiter(file);
      try (CsvReader<CsvRecord> csv =
          CsvReader.builder()
              .fieldSeparator(delimiter)
              .detectBomHeader(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .ofCsvRecord(file)) {
        return read(csv.iterator(), delimiter);
      }
    } catch (CharacterCodingException e) {
      throw wrong("it is not encoded in UTF-8");
    } catch (UncheckedIOException | CsvParseException e) {
      throw wrong("a quote is not closed, a field is too long, or it is not encoded in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("the file is not readable", e);
    }
  }

  private static char delimiter(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      char[] start = new char[HEADER];
      int size = Math.max(0, reader.read(start));
      String line =
          new BufferedReader(new java.io.StringReader(new String(start, 0, size))).readLine();
      char best = ',';
      long most = 0;
      for (char c : DELIMITERS.toCharArray()) {
        long count = line == null ? 0 : line.chars().filter(x -> x == c).count();
        if (count > most) best = c;
        most = Math.max(most, count);
      }
      return best;
    }
  }

  private static Table read(Iterator<CsvRecord> lines, char delimiter) {
    if (!lines.hasNext())
      throw wrong("it is empty: a header with the names of its columns comes first");
    List<String> names = lines.next().getFields().stream().map(String::strip).toList();
    check(names);
    List<List<String>> columns = new ArrayList<>();
    List<Map<String, String>> seen = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new ArrayList<>());
      seen.add(new HashMap<>());
    }
    long ragged = 0;
    while (lines.hasNext() && columns.getFirst().size() < ROWS) {
      CsvRecord line = lines.next();
      if (line.getFieldCount() != names.size()) {
        ragged++;
        continue;
      }
      for (int i = 0; i < names.size(); i++)
        columns.get(i).add(seen.get(i).computeIfAbsent(line.getField(i), v -> v));
    }
    if (columns.getFirst().isEmpty()) throw wrong("it has a header and no rows");
    return new Table(delimiter, names, columns, ragged, !lines.hasNext());
  }

  private static void check(List<String> names) {
    if (names.size() < 2)
      throw wrong("it has one column; the fields are to be separated by , ; | or a tab");
    if (names.size() > MOST_COLUMNS)
      throw wrong(
          "it has %,d columns, at most %,d are right".formatted(names.size(), MOST_COLUMNS));
    Set<String> met = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean odd = name.startsWith("_") || name.chars().anyMatch(c -> c < ' ' || c == '"');
      if (name.isEmpty() || odd)
        throw wrong(
            "column %d of the header needs a name, without quotes and not beginning with _"
                .formatted(i + 1));
      if (!met.add(name)) throw wrong("the header has '%s' twice".formatted(name));
    }
  }

  static StepRejected wrong(String what) {
    return new StepRejected("draft-data", "no draft can be made of this file: " + what);
  }
}
