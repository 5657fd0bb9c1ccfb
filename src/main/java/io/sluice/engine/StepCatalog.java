package io.sluice.engine;

import io.sluice.step.Step;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All steps that a flow may name. */
final class StepCatalog {
  private final Map<String, BoundStep> steps = new TreeMap<>();

  StepCatalog(List<Step<?, ?>> all) {
    for (Step<?, ?> step : all) {
      BoundStep bound = BoundStep.of(step);
      if (steps.put(bound.name(), bound) != null)
        throw new IllegalStateException("two steps are named " + bound.name());
    }
  }

  Collection<BoundStep> all() {
    return steps.values();
  }

  Optional<BoundStep> find(String name) {
    return Optional.ofNullable(steps.get(name));
  }
}
