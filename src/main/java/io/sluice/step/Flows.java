package io.sluice.step;

import java.util.Map;

/** Starts runs of flows; implemented by the engine, used by whatever meets something to run. */
public interface Flows {

  /**
   * Starts a run within the caller's transaction.
   *
   * @param flow key of a deployed flow
   * @param businessKey what the run is about
   * @return id of the run
   * @throws StepRejected with code {@code unknown-flow} when no such flow is deployed
   */
  String start(String flow, String businessKey, Map<String, Object> variables);
}
