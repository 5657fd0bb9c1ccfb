package io.sluice.data;

import java.util.List;

/**
 * Where a dataset comes from.
 *
 * @param run id of the run that made it
 * @param element BPMN element that made it
 * @param parents ids of the datasets it was made from, and of source files as {@code file:<sha256>}
 */
public record Lineage(String run, String element, List<String> parents) {
  public Lineage {
    parents = List.copyOf(parents);
  }
}
