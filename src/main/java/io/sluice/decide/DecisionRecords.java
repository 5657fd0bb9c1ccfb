package io.sluice.decide;

import java.util.List;
import java.util.Optional;

/** Reads what was decided; there is nothing that changes it. */
public interface DecisionRecords {

  /**
   * What to look for; an empty text is any.
   *
   * @param humanOnly only cases that a person decided
   */
  record Search(String flow, String businessKey, String run, boolean humanOnly) {}

  /** The newest first. */
  List<DecisionRecord> search(Search wanted, int limit);

  Optional<DecisionRecord> find(String id);
}
