package io.sluice.collect;

import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Schema;
import io.sluice.step.Progress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a CSV file into a raw dataset: every column of the schema as text, just as sent, in the
 * file's order, and {@code _line}, the line of the file that the row starts on. It is left out
 * where every row is one line, for then it follows from the row's position: {@link #FIRST_LINE} and
 * on.
 */
public interface CsvFiles {
  /** The column that carries the line. */
  String LINE = "_line";

  /** The line of the first row, after the header's. */
  int FIRST_LINE = 2;

  /** Longest line that is parsed, in bytes. */
  long LONGEST_LINE = 1 << 20;

  /**
   * @param rejects rows that are no CSV row of this header: columns {@code line, column, rule,
   *     value, message, record}; null when there are none
   */
  record Parsed(Dataset raw, @Nullable Dataset rejects, long rows, long rejected) {}

  /** The fields of the first line; empty for an empty file. */
  List<String> header(Path file, char delimiter);

  /**
   * @param header names of the file's columns, in its order, all of them in the schema
   * @throws io.sluice.step.StepRejected when the file cannot be cut into rows at all
   */
  Parsed parse(
      Path file,
      FileProfile profile,
      List<String> header,
      Schema schema,
      Lineage lineage,
      Progress progress);
}
