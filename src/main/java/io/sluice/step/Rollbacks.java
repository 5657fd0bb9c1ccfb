package io.sluice.step;

/** Takes releases of models back; implemented where models are kept. */
public interface Rollbacks {

  /**
   * Lets the version serve again that was champion before, within the caller's transaction.
   *
   * @param user who decided it
   * @return the version that serves now; empty when none does
   * @throws StepRejected {@code unknown-model} when there is no such model; {@code
   *     rollback-conflict} when it has no champion; {@code version-retired}
   */
  String rollBack(String model, StepCall call, String user);
}
