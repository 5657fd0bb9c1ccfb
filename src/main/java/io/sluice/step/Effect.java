package io.sluice.step;

/** Whether a step touches anything outside of its own transaction. */
public enum Effect {
  /** Computes; may share the caller's transaction. */
  PURE,
  /** Reaches outside but changes nothing there; gets a transaction of its own. */
  READING,
  /** Changes something outside; gets a transaction of its own. */
  EXTERNAL
}
