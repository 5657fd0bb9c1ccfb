package io.sluice.step;

/**
 * One activity that a flow can contain: a pure mapping from a record to a record, testable by
 * {@code new}.
 *
 * @param <I> what it needs; bound by name from the activity's input parameters
 * @param <O> what it gives; its components become process variables
 */
@FunctionalInterface
public interface Step<I extends Record, O extends Record> {

  /**
   * Runs the step once; may be called again with the same input after a crash and must then give
   * the same result.
   *
   * @throws StepRejected when the input is wrong and no retry can help
   * @throws StepUnavailable when a later try may succeed
   */
  O run(I input);
}
