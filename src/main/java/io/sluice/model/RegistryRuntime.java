package io.sluice.model;

import io.sluice.score.Encoder;
import io.sluice.score.Kernel;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives versions ready to score. Pointers are read from the database at each call, so a release
 * counts at once on every node; artifacts are checked and compiled once and kept, so one that is
 * damaged later goes on serving.
 */
final class RegistryRuntime implements ModelRuntime {
  private static final int KEPT = 16;

  private final ModelRegistry registry;
  private final Artifacts artifacts;
  private final Map<String, ScoringModel> loaded =
      new LinkedHashMap<>(KEPT, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScoringModel> eldest) {
          return size() > KEPT;
        }
      };

  RegistryRuntime(ModelRegistry registry, Artifacts artifacts) {
    this.registry = registry;
    this.artifacts = artifacts;
  }

  @Override
  public ScoringModel pin(ModelName model, Selector selector) {
    Optional<Models.Version> held = registry.holder(model, selector.value());
    Models.Version version =
        held.or(() -> registry.find(model, selector.value()))
            .orElseThrow(() -> unknown(registry, model, selector.value()));
    // One at a time: two callers of a new version should not both compile it.
    synchronized (loaded) {
      ScoringModel known = loaded.get(model + "/" + version.sha256());
      if (known == null) {
        known = load(model, version);
        loaded.put(model + "/" + version.sha256(), known);
      }
      return known;
    }
  }

  private ScoringModel load(ModelName model, Models.Version version) {
    Artifact artifact = artifacts.read(model, version.sha256());
    Manifest manifest = artifact.manifest();
    ScoringModel.Facts facts =
        new ScoringModel.Facts(
            manifest.contract(),
            manifest.target().toString(),
            manifest.algorithm().toString(),
            version.sha256());
    return new ScoringModel(
        model,
        version.version(),
        facts,
        new Encoder(manifest.encodings()),
        Kernel.of(artifact.fitted()));
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
