package io.sluice.validate;

import io.sluice.data.Batch;
import io.sluice.data.Type;
import java.util.function.IntConsumer;

/**
 * A rule on the cells of one column.
 *
 * @param column position of the column in the contract
 * @param name of the kind of rule, as the quarantine shows it: required, type, minimum, maximum,
 *     pattern, length, valid-values, multiple-of
 * @param message what would be right; holds no value of a row
 * @param test decides whether a cell keeps the check
 */
public record RowRule(int column, String name, String message, Check check, Test test) {

  RowRule(int column, Type type, String name, String message, Check check) {
    this(column, name, message, check, CellTests.of(check, type));
  }

  /** A whole column of a batch is tested in one call: a call for each cell costs several times. */
  @FunctionalInterface
  public interface Test {
    /**
     * @param broken takes the positions within the batch that break the rule
     */
    void run(Batch batch, int column, IntConsumer broken);
  }
}
