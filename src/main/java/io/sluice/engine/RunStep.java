package io.sluice.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run, live while it works.
 *
 * @param element id of the BPMN element
 * @param title its name in the diagram
 * @param tries how often it was started
 * @param rows done so far
 * @param expected rows in all, -1 while unknown
 * @param rejected rows turned away
 */
public record RunStep(
    String element,
    String step,
    String title,
    State state,
    int tries,
    Instant started,
    @Nullable Instant ended,
    long rows,
    long expected,
    long rejected,
    String message) {

  /** Where a step stands. */
  public enum State {
    RUNNING,
    DONE,
    REJECTED,
    /** It could not get through, and the flow took another way. */
    UNAVAILABLE,
    /** This try failed; the engine tries again unless the run has failed. */
    FAILED
  }
}
