package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives versions ready to score. A run reads the pointers from the database, a request a snapshot
 * of them, so a release counts within a second on every node; artifacts are checked and compiled
 * once and kept, so one that is damaged later goes on serving. When a role moves to a version that
 * this node must refuse, the version that served in that role before goes on serving here.
 */
final class RegistryRuntime implements ModelRuntime {
  private final ModelRegistry registry;
  private final Loaded loaded;
  private final Function<ModelName, Optional<String>> contracts;
  private final Snapshot snapshot;

  /**
   * @param contracts of the models' specs, for versions that cannot be opened
   */
  RegistryRuntime(
      ModelRegistry registry, Loaded loaded, Function<ModelName, Optional<String>> contracts) {
    this.registry = registry;
    this.loaded = loaded;
    this.contracts = contracts;
    this.snapshot = new Snapshot(registry::holders, System::nanoTime);
  }

  @Override
  public ScoringModel pin(ModelName model, Selector selector) {
    Optional<Models.Version> held = registry.holder(model, selector.value());
    if (held.isPresent()) return serving(model, selector, held.get());
    Models.Version version = known(model, selector);
    if (version.retired()) throw retired(model, version.version());
    return loaded.get(model, version);
  }

  private Models.Version known(ModelName model, Selector selector) {
    if (selector.equals(Selector.PREVIOUS))
      return registry.previous(model).orElseThrow(() -> first(model));
    return registry
        .find(model, selector.value())
        .orElseThrow(() -> unknown(registry, model, selector.value()));
  }

  @Override
  public Pointed point(ModelName model, Selector selector) {
    Models.Version version =
        snapshot.holder(model, selector.value()).orElseGet(() -> holder(model, selector));
    try {
      return new Pointed(version.version(), loaded.get(model, version).facts().contract());
    } catch (StepRejected | StepUnavailable refused) {
      return new Pointed(version.version(), contracts.apply(model).orElseThrow(() -> refused));
    }
  }

  private Models.Version holder(ModelName model, Selector selector) {
    return registry.holder(model, selector.value()).orElseGet(() -> known(model, selector));
  }

  @Override
  public ScoringModel kept(ModelName model, Selector selector) {
    return registry
        .find(model, selector.value())
        .map(version -> loaded.get(model, version))
        .orElseThrow(() -> unknown(registry, model, selector.value()));
  }

  @Override
  public ScoringModel latest(ModelName model, Selector selector) {
    return snapshot
        .holder(model, selector.value())
        .map(version -> serving(model, selector, version))
        .orElseGet(() -> pin(model, selector));
  }

  @Override
  public Optional<ScoringModel> challenger(ModelName model) {
    try {
      return snapshot.holder(model, Roles.CHALLENGER).map(version -> loaded.get(model, version));
    } catch (StepRejected | StepUnavailable refused) {
      return Optional.empty();
    }
  }

  private static StepRejected first(ModelName model) {
    return new StepRejected(
        "unknown-version",
        "no version of model %s that could serve again served before the champion".formatted(model),
        Map.of("model", model.value(), "version", Selector.PREVIOUS.value()));
  }

  private static StepRejected retired(ModelName model, String version) {
    return new StepRejected(
        "version-retired",
        "version %s of model %s has been retired: ask for another one, or for the champion"
            .formatted(version, model),
        Map.of("model", model.value(), "version", version));
  }

  private ScoringModel serving(ModelName model, Selector role, Models.Version version) {
    try {
      ScoringModel ready = loaded.get(model, version);
      loaded.served(model, role, ready);
      return ready;
    } catch (StepRejected | StepUnavailable refused) {
      return loaded
          .lastServed(model, role)
          .filter(last -> registry.find(model, last.version()).map(v -> !v.retired()).orElse(false))
          .orElseThrow(() -> refused);
    }
  }

  static StepRejected unknown(ModelRegistry registry, ModelName model, String wanted) {
    Map<String, Object> facts = Map.of("model", model.value(), "version", wanted);
    var versions = registry.versions(model);
    if (versions.isEmpty())
      return new StepRejected(
          "unknown-model",
          "model %s has no versions; models with versions: %s".formatted(model, registry.models()),
          facts);
    String there =
        versions.stream().limit(5).map(Models.Version::version).collect(Collectors.joining(", "));
    return new StepRejected(
        "unknown-version",
        "model %s has no '%s'; its newest versions: %s; release one to make it champion"
            .formatted(model, wanted, there),
        facts);
  }
}
