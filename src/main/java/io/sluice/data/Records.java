package io.sluice.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reference to records: what travels between the steps of a run. */
public sealed interface Records {

  /**
   * A few rows, carried along.
   *
   * @param rows column name to value: String, Number, Boolean, or null when missing
   */
  record Inline(List<Map<String, Object>> rows) implements Records {
    /** Rows beyond this belong into a dataset. */
    public static final int LIMIT = 10_000;

    public Inline {
      if (rows.size() > LIMIT)
        throw new IllegalArgumentException("at most " + LIMIT + " rows can be inline");
      rows = rows.stream().<Map<String, Object>>map(LinkedHashMap::new).toList();
    }
  }

  /** Rows in the dataset store. */
  record Stored(String dataset) implements Records {}
}
