package io.sluice.step;

import java.util.Objects;

/**
 * Who runs a step: an input component of this type is filled by the engine, never by the modeler.
 *
 * @param run id of the run (process instance)
 * @param element id of the BPMN element
 * @param businessKey the run's business key, empty when it has none
 * @param flow key of the run's flow, empty outside of any
 * @param flowVersion its version, 0 outside of any
 * @param progress where the step tells how far it is
 * @param fallback what the step may do differently in this try
 */
public record StepCall(
    String run,
    String element,
    String businessKey,
    String flow,
    int flowVersion,
    Progress progress,
    Fallback fallback) {
  public StepCall {
    Objects.requireNonNull(run);
    Objects.requireNonNull(element);
    Objects.requireNonNull(businessKey);
    Objects.requireNonNull(flow);
    Objects.requireNonNull(progress);
    Objects.requireNonNull(fallback);
  }

  /** A call of no flow. */
  public StepCall(String run, String element, String businessKey, Progress progress) {
    this(run, element, businessKey, "", 0, progress, Fallback.NONE);
  }

  /** The same call in a try after a remedy. */
  public StepCall with(Fallback other) {
    return new StepCall(run, element, businessKey, flow, flowVersion, progress, other);
  }

  /** A call from outside of any run, for trials and tests. */
  public static StepCall detached(String element) {
    return new StepCall("detached", element, "", Progress.SILENT);
  }
}
