package io.sluice.publish;

import java.util.List;

/** Hands notices to the outside. */
public interface Target {

  /**
   * Sends a notice and returns once the target has it. Sent again, it changes nothing there.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-target} when no connector has that name,
   *     {@code target-refused} when the target will never take it
   * @throws io.sluice.step.StepUnavailable when the target cannot be reached now
   */
  void send(Notice notice);

  /** Names of the targets that there are now. */
  default List<String> names() {
    return List.of();
  }
}
