package io.sluice.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reaches a run from outside while it waits. */
public interface Signals {

  /**
   * What a message that the run waits for takes in.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-run}; {@code message-conflict} when the run
   *     does not wait for it now
   */
  Signature signature(String run, String message);

  /**
   * Gives a waiting run a message.
   *
   * @param inputs as the signature has them
   * @throws io.sluice.step.StepRejected as {@link #signature}, or what a step rejects thereupon
   */
  void message(String run, String message, String user, Map<String, @Nullable Object> inputs);

  /**
   * Ends a run early. What it did outside is taken back by the compensation that its flow draws
   * behind the message {@value #CANCEL}; a run that has done nothing outside just ends.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-run}; {@code cancel-conflict} when it can no
   *     longer be cancelled, or when its flow does not say how
   */
  void cancel(String run, String user, String reason);

  /**
   * Lets a waiting case go on with another version of its model than it began with.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-run}; {@code message-conflict} when it has
   *     ended; {@code not-a-case} when it has pinned no version
   */
  void repin(String run, String user, String version);

  /** The message that flows draw their cancellation behind. */
  String CANCEL = "cancel";
}
