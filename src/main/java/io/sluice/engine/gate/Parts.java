package io.sluice.engine.gate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a flow may name beside steps, as it stands now. */
public interface Parts {

  /** The flows that are deployed already, each with the flows that it calls. */
  Map<String, Set<String>> flows();

  /** The forms that are deployed already. */
  Set<String> forms();

  /** The contract of a model; empty when there is no such model. */
  Optional<String> contractOf(String model);

  /** Groups that people may belong to. */
  Set<String> groups();
}
