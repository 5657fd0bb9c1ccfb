package io.sluice.model;

import io.sluice.score.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The models of the registry, and those that have only a spec so far. */
final class RegistryModels implements Models {
  private final ModelRegistry registry;
  private final ModelSpecs specs;
  private final Artifacts artifacts;

  RegistryModels(ModelRegistry registry, ModelSpecs specs, Artifacts artifacts) {
    this.registry = registry;
    this.specs = specs;
    this.artifacts = artifacts;
  }

  @Override
  public List<Model> all() {
    Set<String> names = new TreeSet<>(registry.models());
    names.addAll(specs.names());
    List<Model> models = new ArrayList<>();
    for (String name : names) if (wellFormed(name)) models.add(model(new ModelName(name)));
    return models;
  }

  /** A spec's file may be called anything. */
  private static boolean wellFormed(String name) {
    try {
      return !new ModelName(name).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Model model(ModelName name) {
    Optional<String> champion = registry.holder(name, Roles.CHAMPION).map(Models.Version::version);
    return new Model(name, champion, registry.versions(name));
  }

  @Override
  public Optional<Model> find(ModelName name) {
    Model model = model(name);
    boolean there = !model.versions().isEmpty() || specs.names().contains(name.value());
    return there ? Optional.of(model) : Optional.empty();
  }

  @Override
  public Artifact artifact(ModelName name, String version) {
    Models.Version found =
        registry
            .find(name, version)
            .orElseThrow(() -> RegistryRuntime.unknown(registry, name, version));
    return artifacts.read(name, found.sha256());
  }
}
