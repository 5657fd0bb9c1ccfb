package io.sluice.model;

import io.sluice.score.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The models of the registry, and those that have only a spec so far. */
final class RegistryModels implements Models {
  private final ModelRegistry registry;
  private final Roles roles;
  private final ModelSpecs specs;
  private final Artifacts artifacts;

  RegistryModels(ModelRegistry registry, Roles roles, ModelSpecs specs, Artifacts artifacts) {
    this.registry = registry;
    this.roles = roles;
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
    return new Model(
        name,
        roles.pointer(name, Roles.CHAMPION).version(),
        roles.pointer(name, Roles.CHALLENGER).version(),
        registry.versions(name));
  }

  @Override
  public Optional<Model> find(ModelName name) {
    Model model = model(name);
    boolean there = !model.versions().isEmpty() || specs.names().contains(name.value());
    return there ? Optional.of(model) : Optional.empty();
  }

  @Override
  public Artifact artifact(ModelName name, String version) {
    return artifacts.read(name, version(name, version).sha256());
  }

  @Override
  public ArtifactFile file(ModelName name, String version) {
    String sha256 = version(name, version).sha256();
    byte[] zip = artifacts.bytes(name, sha256);
    return new ArtifactFile(zip, sha256, artifacts.signature(name, sha256));
  }

  private Version version(ModelName name, String version) {
    return registry
        .find(name, version)
        .orElseThrow(() -> RegistryRuntime.unknown(registry, name, version));
  }

  @Override
  public List<Move> history(ModelName name) {
    return roles.history().of(name);
  }

  @Override
  public Optional<String> championAt(ModelName name, Instant moment) {
    return roles.history().at(name, Roles.CHAMPION, moment);
  }
}
