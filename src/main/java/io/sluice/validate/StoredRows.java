package io.sluice.validate;

import io.sluice.data.Dataset;
import io.sluice.data.Lineage;
import io.sluice.data.Records;
import io.sluice.step.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds rows of the dataset store against a contract, in bounded memory whatever their number. */
public interface StoredRows {
  /** Column of accepted rows: the line of the source file, from 1. */
  String LINE = "_line";

  /** Column of accepted rows: the values of the primary key joined by a bar, else the line. */
  String KEY = "_key";

  /**
   * Applies row rules and unique rules to every row.
   *
   * @param raw every column of the contract as text, and {@value #LINE} unless it follows from the
   *     row's position
   * @param rejects rows that could not even be cut into fields, in the shape of a quarantine; they
   *     count as rejected
   */
  Judgement judge(
      Records.Stored raw, Records.@Nullable Stored rejects, Contract contract, Progress progress);

  /** How often rows broke a rule. */
  record Reason(String column, String rule, String message, long rows) {}

  /** What came of it. The datasets are written on demand; close it when done. */
  interface Judgement extends AutoCloseable {
    /** All rows, the unreadable ones included. */
    long rows();

    long rejected();

    /** The rules that were broken, the most frequent first. */
    List<Reason> reasons();

    /** Measures the accepted rows. */
    List<SetRule.Broken> broken();

    /** The accepted rows, typed, with {@value #LINE} and {@value #KEY}; in no promised order. */
    Dataset valid(Lineage lineage);

    /**
     * A row for each broken rule: columns {@code line, column, rule, value, message, record}, where
     * record is the row as sent, a JSON object.
     */
    Dataset quarantine(Lineage lineage);

    @Override
    void close();
  }
}
