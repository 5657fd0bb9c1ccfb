package io.sluice.validate;

import io.sluice.data.Batch;
import io.sluice.data.Schema;
import io.sluice.data.Standby;
import java.util.List;
import java.util.Map;

/**
 * What a consumer may rely on: the columns of records, the rules on their rows and on all of them.
 *
 * @param rows rules that a row keeps or is quarantined
 * @param unique columns that no two rows may share
 * @param sets rules that the accepted rows keep together or the batch is refused
 * @param tolerance share of rows, from 0 to 1, that may be quarantined before a batch is refused
 * @param standbys what may be done when a source does not answer, by source
 */
public record Contract(
    Schema schema,
    List<RowRule> rows,
    List<UniqueRule> unique,
    List<SetRule> sets,
    double tolerance,
    Map<String, Standby> standbys) {
  /** Share of bad rows that a contract tolerates when it says nothing. */
  public static final double DEFAULT_TOLERANCE = 0.05;

  public Contract {
    rows = List.copyOf(rows);
    unique = List.copyOf(unique);
    sets = List.copyOf(sets);
    standbys = Map.copyOf(standbys);
  }

  public String name() {
    return schema.contract();
  }

  public String version() {
    return schema.version();
  }

  /**
   * Applies every row rule to a batch.
   *
   * @param batch all columns of {@link #schema()} in its order, others may follow; in a numeric
   *     column {@link Cells#UNREADABLE} stands for a value that is not of its type
   */
  public void judge(Batch batch, Violations found) {
    for (int rule = 0; rule < rows.size(); rule++) {
      int number = rule;
      RowRule row = rows.get(rule);
      row.test().run(batch, row.column(), i -> found.add(batch.first() + i, number));
    }
  }

  /** Takes in the rules that rows break. */
  @FunctionalInterface
  public interface Violations {
    /**
     * @param row position as the batch counts it
     * @param rule position in {@link Contract#rows()}
     */
    void add(long row, int rule);
  }
}
