package io.sluice.model;

import io.sluice.data.ConfigException;
import io.sluice.data.DatasetStore;
import io.sluice.data.Records;
import io.sluice.data.ValidRecords;
import io.sluice.score.ModelName;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trains a version of a model by its spec, measures it on the hold-out and registers it. */
@StepInfo(name = "train", title = "Train a model", deadline = "PT30M")
public final class Train implements Step<Train.Input, Train.Output> {
  private final ModelSpecs specs;
  private final DatasetStore datasets;
  private final Training training;
  private final Artifacts artifacts;
  private final ModelRegistry registry;

  Train(
      ModelSpecs specs,
      DatasetStore datasets,
      Training training,
      Artifacts artifacts,
      ModelRegistry registry) {
    this.specs = specs;
    this.datasets = datasets;
    this.training = training;
    this.artifacts = artifacts;
    this.registry = registry;
  }

  /** Labelled records and the model whose spec says what to do with them. */
  public record Input(
      StepCall call, @Label("Records") ValidRecords records, @Label("Model") ModelName model) {}

  /**
   * @param version the new version, not yet released
   * @param artifact sha-256 of its artifact
   * @param auc on the hold-out, as are all metrics; null without a target
   * @param champion the version that serves now, blank when none does
   */
  public record Output(
      String version,
      String artifact,
      @Nullable Double auc,
      @Nullable Metrics metrics,
      String champion) {}

  @Override
  public Output run(Input input) {
    ModelSpecs.Entry entry = spec(input.model());
    if (entry.spec().algorithm() instanceof Algorithm.Imported)
      throw new StepRejected(
          "model-spec",
          "model %s is imported and not trained: POST /api/models/%s/imports takes its file"
              .formatted(input.model(), input.model()));
    if (!entry.spec().contract().equals(input.records().contract()))
      throw new StepRejected(
          "wrong-contract",
          "model %s learns from records of contract '%s'; these keep '%s'"
              .formatted(input.model(), entry.spec().contract(), input.records().contract()));
    Records records = input.records().records();
    TrainingData data = read(entry, records);
    input.call().progress().expected(data.positive().length);
    Artifact artifact = training.train(entry, data, input.call().progress());
    Metrics metrics = artifact.manifest().metrics();
    if (metrics != null) floor(entry.spec(), metrics);
    String sha256 = artifacts.write(input.model(), artifact);
    String version = registry.add(input.model(), sha256, metrics, input.call(), records);
    input.call().progress().rows(data.positive().length);
    String champion =
        registry.holder(input.model(), Roles.CHAMPION).map(Models.Version::version).orElse("");
    return new Output(version, sha256, metrics == null ? null : metrics.auc(), metrics, champion);
  }

  private TrainingData read(ModelSpecs.Entry entry, Records records) {
    ModelSpec spec = entry.spec();
    return TrainingData.read(
        datasets, records, TrainingColumns.of(spec), spec.slices(), entry.schema());
  }

  private ModelSpecs.Entry spec(ModelName model) {
    try {
      return specs
          .find(model)
          .orElseThrow(
              () ->
                  new StepRejected(
                      "unknown-model",
                      "there is no %s/%s.yaml; there are: %s"
                          .formatted(ModelSpecs.FOLDER, model, String.join(", ", specs.names()))));
    } catch (ConfigException e) {
      throw new StepRejected("model-spec", String.valueOf(e.getMessage()));
    }
  }

  private static void floor(ModelSpec spec, Metrics metrics) {
    if (metrics.auc() < spec.floor().auc())
      throw new StepRejected(
          "metric-floor",
          String.format(
              Locale.ROOT,
              "AUC on the hold-out is %.4f, the spec of %s asks for %.4f",
              metrics.auc(),
              spec.name(),
              spec.floor().auc()),
          Map.of("auc", metrics.auc(), "floor", spec.floor().auc()));
  }
}
