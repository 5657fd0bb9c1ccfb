package io.sluice.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An immutable Parquet file in the store.
 *
 * @param sha256 of the file, lower-case hex
 * @param rows how many it holds
 */
public record Dataset(
    String id, Kind kind, Path path, List<Column> columns, long rows, long bytes, String sha256) {

  /** What a dataset is for. */
  public enum Kind {
    RAW,
    VALID,
    /** Rows that could not be cut into fields; the quarantine takes them over. */
    UNREADABLE,
    QUARANTINE,
    SCORES
  }

  public Dataset {
    columns = List.copyOf(columns);
  }

  public Records.Stored reference() {
    return new Records.Stored(id);
  }
}
