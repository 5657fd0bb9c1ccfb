package io.sluice.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what was decided; there is nothing that changes it. */
public interface DecisionRecords {

  /**
   * What to look for; an empty text is any.
   *
   * @param humanOnly only cases that a person decided
   * @param rung that decided, or {@value #DEGRADED}; then decisions made again are left out
   */
  record Search(String flow, String businessKey, String run, boolean humanOnly, String rung) {
    public Search(String flow, String businessKey, String run, boolean humanOnly) {
      this(flow, businessKey, run, humanOnly, "");
    }
  }

  /** Every rung but the champion's. */
  String DEGRADED = "degraded";

  /**
   * Which decisions of cases to count; an empty text is any.
   *
   * @param from the first moment
   * @param to the moment after the last
   */
  record Counted(String flow, String model, Instant from, Instant to) {}

  /**
   * How often a rung decided.
   *
   * @param redone how many of these have been made again
   */
  record RungCount(String rung, long decisions, long redone) {}

  /** The newest first. */
  List<DecisionRecord> search(Search wanted, int limit);

  Optional<DecisionRecord> find(String id);

  /** Rungs that decided, from the top of the ladder down. */
  List<RungCount> rungs(Counted wanted);
}
