package io.sluice.decide;

import java.util.List;
import java.util.Optional;

/** Decisions that were made again: records of their own, which change nothing of the first ones. */
public interface Repetitions {

  /**
   * Decisions of cases that a rung made.
   *
   * @param flow empty for any
   * @param rung as in {@link DecisionRecords.Search}
   */
  record Wanted(String flow, String rung) {}

  /** The models of such decisions. */
  List<String> models(Wanted wanted);

  /** Those that a version has not made again, the oldest first. */
  List<DecisionRecord> open(Wanted wanted, String model, String version, int limit);

  /** How many a version has not made again. */
  long countOpen(Wanted wanted, String model, String version);

  /** What a version decided instead of another decision, if it was asked. */
  Optional<DecisionRecord> of(String decision, String version);

  /**
   * Keeps a decision that was made again.
   *
   * @return whether it is the first one by its version
   */
  boolean keep(DecisionRecord redo);
}
