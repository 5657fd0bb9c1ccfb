package io.sluice.validate;

import io.sluice.data.Batch;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule on the cells of one column.
 *
 * @param column position of the column in the contract
 * @param name of the kind of rule, as the quarantine shows it: required, type, minimum, maximum,
 *     pattern, length, valid-values, multiple-of
 * @param pattern the regular expression that the test is about, if that is all it is about
 * @param message what would be right; holds no value of a row
 */
public record RowRule(
    int column, String name, String message, Test test, @Nullable String pattern) {

  RowRule(int column, String name, String message, Test test) {
    this(column, name, message, test, null);
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
