package io.sluice.model;

import io.sluice.data.Column;
import io.sluice.data.DatasetStore;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.ValidRecords;
import io.sluice.score.ModelName;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a version with the champion of the moment on the hold-out of the version's training,
 * which is found again by data, split and seed. A step of its own and no part of the artifact: the
 * champion changes, and the same data, spec and seed shall give the same artifact.
 *
 * <p>Hold-out rows may have been training rows of the champion; {@link Comparison.Overlap} says so.
 */
@StepInfo(name = "compare", title = "Compare with the champion", deadline = "PT10M")
public final class Compare implements Step<Compare.Input, Compare.Output> {
  private final DatasetStore datasets;
  private final SchemaCatalog schemas;
  private final ModelRegistry registry;
  private final Models models;
  private final Duel duel;

  Compare(
      DatasetStore datasets,
      SchemaCatalog schemas,
      ModelRegistry registry,
      Models models,
      Duel duel) {
    this.datasets = datasets;
    this.schemas = schemas;
    this.registry = registry;
    this.models = models;
    this.duel = duel;
  }

  /**
   * @param records that the version was trained on
   */
  public record Input(
      StepCall call,
      @Label("Records") ValidRecords records,
      @Label("Model") ModelName model,
      @Label("Version") String version) {}

  /**
   * @param champion the version compared with, blank when none serves
   * @param verdict better, worse, no-difference, no-champion or not-comparable
   */
  public record Output(
      String champion, Comparison.Verdict verdict, String reason, Comparison comparison) {}

  /**
   * @throws StepRejected {@code unknown-version}, {@code artifact-damaged}, {@code wrong-contract},
   *     or {@code wrong-records} when the version was not trained on these
   */
  @Override
  public Output run(Input input) {
    Comparison comparison = comparison(input);
    return new Output(comparison.champion(), comparison.verdict(), comparison.reason(), comparison);
  }

  private Comparison comparison(Input input) {
    String version = input.version();
    Manifest own = models.artifact(input.model(), version).manifest();
    if (!own.contract().equals(input.records().contract()))
      throw new StepRejected(
          "wrong-contract",
          "version %s of %s learned from records of contract '%s'; these keep '%s'"
              .formatted(version, input.model(), own.contract(), input.records().contract()));
    Optional<String> holder =
        registry.holder(input.model(), Roles.CHAMPION).map(Models.Version::version);
    if (holder.isEmpty())
      return Comparison.nothing(
          version, "", Comparison.Verdict.NO_CHAMPION, "no version serves yet");
    String champion = holder.get();
    Manifest other = models.artifact(input.model(), champion).manifest();
    Schema schema = schemas.schema(own.contract());
    String obstacle = obstacle(own, other, schema);
    if (!obstacle.isEmpty())
      return Comparison.nothing(version, champion, Comparison.Verdict.NOT_COMPARABLE, obstacle);
    return duel.fight(
        input.model(),
        new Duel.Side(version, own),
        new Duel.Side(champion, other),
        data(input, own, other, schema));
  }

  /** Why the champion cannot score these records; empty when it can. */
  private static String obstacle(Manifest own, Manifest champion, Schema schema) {
    if (own.target() == null)
      return "without a target there is nothing to measure by: look at the shadow scores";
    if (!own.target().equals(champion.target()))
      return "the champion predicts %s and this version %s"
          .formatted(champion.meaning(), own.meaning());
    List<String> lacking =
        TrainingColumns.of(champion).names().stream()
            .filter(name -> schema.column(name).isEmpty())
            .toList();
    if (!lacking.isEmpty())
      return "the champion needs columns that contract '%s' no longer has: %s"
          .formatted(schema.contract(), String.join(", ", lacking));
    List<String> changed =
        champion.encodings().stream()
            .filter(e -> e.type().numeric() != type(schema, e.column()).type().numeric())
            .map(e -> e.column())
            .toList();
    return changed.isEmpty()
        ? ""
        : "these columns were of another type for the champion: " + String.join(", ", changed);
  }

  private static Column type(Schema schema, String column) {
    return schema.column(column).orElseThrow();
  }

  private TrainingData data(Input input, Manifest own, Manifest champion, Schema schema) {
    List<String> beside = TrainingColumns.of(champion).names();
    TrainingData data =
        TrainingData.read(
            datasets, input.records().records(), TrainingColumns.of(own), beside, schema);
    if (!data.sha256().equals(own.data().sha256()))
      throw new StepRejected(
          "wrong-records",
          "version %s of %s was trained on other records; its hold-out is in those"
              .formatted(input.version(), input.model()),
          Map.of("model", input.model().value(), "version", input.version()));
    return data;
  }
}
