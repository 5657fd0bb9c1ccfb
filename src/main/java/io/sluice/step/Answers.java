package io.sluice.step;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what people answered; implemented where decisions are kept, used by the engine. */
public interface Answers {

  /**
   * One person's answer to one question of a run, a fact that is never changed.
   *
   * @param task id of the task that asked
   * @param recommendation what the flow would have decided; null when it had no opinion
   * @param answer what the person decided
   * @param asked when the question was put
   */
  record Answer(
      String task,
      String run,
      String element,
      String user,
      @Nullable String recommendation,
      String answer,
      String reason,
      Instant asked) {}

  /** Keeps an answer within the caller's transaction. */
  void keep(Answer answer);
}
