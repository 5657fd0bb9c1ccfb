package io.sluice.model;

import io.sluice.step.StepCall;

/**
 * Who or what moves a pointer: a step of a run, or a person.
 *
 * @param run and element of the step, blank when a person did it directly
 * @param user who decided it; blank when no person did
 */
public record Mover(String run, String element, String user) {
  /**
   * @param approver who told the step to, blank when nobody did
   */
  static Mover step(StepCall call, String approver) {
    return new Mover(call.run(), call.element(), approver);
  }

  /** Whether this call of a step made the move. */
  boolean did(StepCall call) {
    return run.equals(call.run()) && element.equals(call.element());
  }

  public static Mover person(String user) {
    return new Mover("", "", user);
  }
}
