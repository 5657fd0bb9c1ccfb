package io.sluice.model;

import io.sluice.step.StepCall;

/**
 * Who or what moves a pointer: a step of a run, or a person.
 *
 * @param run and element of the step, blank when a person did it directly
 * @param user blank when a step did it; the run knows who started it
 */
public record Mover(String run, String element, String user) {
  static Mover step(StepCall call) {
    return new Mover(call.run(), call.element(), "");
  }

  public static Mover person(String user) {
    return new Mover("", "", user);
  }
}
