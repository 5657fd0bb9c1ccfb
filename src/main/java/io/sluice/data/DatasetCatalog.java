package io.sluice.data;

import java.util.List;

/** What is known of the datasets and of where they come from. */
public interface DatasetCatalog {

  /** A dataset beside its origin. */
  record Entry(Dataset dataset, Lineage lineage) {}

  /** The datasets that a run made, in the order of their making. */
  List<Entry> ofRun(String run);
}
