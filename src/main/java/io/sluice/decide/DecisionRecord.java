package io.sluice.decide;

import io.sluice.step.DecisionTables.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a case was decided as it was: enough to decide it again.
 *
 * @param inputSha256 of the features as they are kept
 * @param features column to value, as the model saw them
 * @param modelRole what was asked for when the version was pinned
 * @param score null when the case was decided without one
 * @param reasons the score's reason codes
 * @param verdicts what the tables said, in the order of asking
 * @param decision what became of the case
 * @param rung of the fallback ladder that decided
 * @param human the answer that decided; null when no person did
 * @param band of the case, whoever found it; null when it has none
 * @param redoes the decision that was made again, by another version and without effect on its
 *     case; null in the decision of a case
 */
public record DecisionRecord(
    String id,
    String run,
    String element,
    String businessKey,
    String flow,
    int flowVersion,
    String contract,
    String contractVersion,
    String inputSha256,
    Map<String, @Nullable Object> features,
    String model,
    String modelVersion,
    String modelRole,
    @Nullable Double score,
    List<Map<String, Object>> reasons,
    List<Verdict> verdicts,
    String decision,
    String rung,
    @Nullable Human human,
    Instant decided,
    @Nullable String band,
    @Nullable String redoes) {
  /** The rung that a case is meant to be decided by; any other is a degraded one. */
  public static final String CHAMPION = "champion";

  /**
   * A person's answer.
   *
   * @param differs whether it is another one than was recommended
   */
  public record Human(
      String user,
      @Nullable String recommendation,
      String answer,
      String reason,
      boolean differs,
      Instant answered) {}
}
