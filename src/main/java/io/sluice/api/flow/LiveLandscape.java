package io.sluice.api.flow;

import io.sluice.collect.Lookup;
import io.sluice.model.ModelSpecs;
import io.sluice.publish.Target;
import io.sluice.score.ModelName;
import io.sluice.step.Landscape;
import io.sluice.validate.ContractCatalog;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What there is now. */
final class LiveLandscape implements Landscape {
  private final ModelSpecs specs;
  private final ContractCatalog contracts;
  private final Supplier<Lookup> lookup;
  private final Supplier<Target> target;

  LiveLandscape(
      ModelSpecs specs,
      ContractCatalog contracts,
      Supplier<Lookup> lookup,
      Supplier<Target> target) {
    this.specs = specs;
    this.contracts = contracts;
    this.lookup = lookup;
    this.target = target;
  }

  @Override
  public List<String> models() {
    return specs.names();
  }

  @Override
  public Optional<String> contractOf(String model) {
    if (!specs.names().contains(model)) return Optional.empty();
    return specs.find(new ModelName(model)).map(entry -> entry.spec().contract());
  }

  @Override
  public List<String> contracts() {
    return contracts.names();
  }

  @Override
  public List<String> lookups() {
    return lookup.get().sources();
  }

  @Override
  public List<String> targets() {
    return target.get().names();
  }
}
