package io.sluice.step;

import java.util.List;
import java.util.Optional;

/** What there is for flows to name: models, contracts, connectors. */
public interface Landscape {

  /** Names of the models that have a spec. */
  List<String> models();

  /** The contract of a model's records; empty when there is no such model. */
  Optional<String> contractOf(String model);

  List<String> contracts();

  /** Sources that can be asked about a record. */
  List<String> lookups();

  List<String> targets();
}
