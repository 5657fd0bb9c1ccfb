package io.sluice.model;

import io.sluice.data.Batch;
import io.sluice.data.ConfigException;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.SchemaCatalog;
import io.sluice.score.Encoding;
import io.sluice.score.Fitted;
import io.sluice.score.Foreign;
import io.sluice.score.ModelFile;
import io.sluice.score.ModelName;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes in versions that were fitted elsewhere: graphs of other tools, artifacts of other nodes.
 */
public final class Imports {
  /** Larger files are not looked at. */
  public static final long LARGEST = ModelFile.LIMIT;

  private final ModelSpecs specs;
  private final SchemaCatalog schemas;
  private final Import graphs;
  private final Artifacts artifacts;
  private final Register register;
  private final boolean signed;

  /**
   * @param signed whether graphs need a signature of a trusted key
   */
  Imports(
      ModelSpecs specs,
      SchemaCatalog schemas,
      Import graphs,
      Artifacts artifacts,
      Register register,
      boolean signed) {
    this.specs = specs;
    this.schemas = schemas;
    this.graphs = graphs;
    this.artifacts = artifacts;
    this.register = register;
    this.signed = signed;
  }

  /** Writes down a version and who brought it, both or none. */
  record Register(
      ModelRegistry registry, Requesters requesters, TransactionOperations transactions) {

    String add(ModelName model, String sha256, @Nullable Metrics metrics, String user) {
      StepCall call = new StepCall("", "import", user, Progress.SILENT);
      return Objects.requireNonNull(
          transactions.execute(
              status -> {
                String version = registry.add(model, sha256, metrics, call, new Records.Stored(""));
                requesters.note(user, model, version, sha256);
                return version;
              }));
    }
  }

  /**
   * A file from outside.
   *
   * @param signature Base64, by Ed25519 over {@code sluice-artifact:} and the file's sha-256 in hex
   * @param user who brings it, and may not release it alone
   */
  public record Sent(byte[] file, Optional<String> signature, String user) {}

  /**
   * A version that came in.
   *
   * @param scoredBy Sluice, or ONNX Runtime where no kernel knows the graph
   * @param difference largest one between our kernel's scores of the rows and the graph's own
   * @param metrics on the labelled rows; null when there are not enough
   */
  public record Imported(
      String version,
      String sha256,
      String scoredBy,
      double difference,
      @Nullable Metrics metrics) {}

  /**
   * The columns that sample rows may have.
   *
   * @throws StepRejected {@code unknown-model}; {@code import-spec} when the spec is for no import
   */
  public Schema schema(ModelName model) {
    return entry(model).schema();
  }

  /**
   * Takes in a graph.
   *
   * @param rows that keep the contract
   * @param expected score of each row by the tool, NaN where it is not told; null for none
   * @throws StepRejected as {@link Import#make}, {@code artifact-unsigned}, {@code
   *     artifact-damaged}, {@code metric-floor}
   */
  public Imported graph(ModelName model, Sent sent, Batch rows, double @Nullable [] expected) {
    ModelSpecs.Entry entry = entry(model);
    artifacts.checkOrigin(model, Sha256.of(sent.file()), sent.signature(), signed);
    Import.Made made = graphs.make(entry, new Import.Brought(sent.file(), rows, expected));
    Metrics metrics = made.artifact().manifest().metrics();
    floor(entry.spec(), metrics);
    String sha256 = artifacts.write(model, made.artifact());
    String version = register.add(model, sha256, metrics, sent.user());
    return new Imported(version, sha256, by(made.artifact().fitted()), made.difference(), metrics);
  }

  /**
   * Takes in an artifact as another installation handed it out.
   *
   * @throws StepRejected {@code artifact-unsigned}, {@code artifact-damaged}, {@code
   *     golden-mismatch}; {@code import-refused} when it is of another model or does not fit the
   *     contract here
   */
  public Imported artifact(ModelName model, Sent sent) {
    Artifact artifact = artifacts.open(model, sent.file(), sent.signature());
    Manifest manifest = artifact.manifest();
    check(model, manifest);
    String sha256 = Sha256.of(sent.file());
    Models.Version version =
        new Models.Version(
            Artifacts.version(sha256), sha256, Instant.now(), "", manifest.metrics(), false);
    Assembly.ready(model, version, artifact);
    artifacts.keep(model, sent.file());
    String name = register.add(model, sha256, manifest.metrics(), sent.user());
    return new Imported(name, sha256, by(artifact.fitted()), 0, manifest.metrics());
  }

  private static String by(Fitted fitted) {
    return fitted instanceof Foreign ? "ONNX Runtime" : "Sluice";
  }

  /** An artifact brings its features along; they have to be columns of the contract here. */
  private void check(ModelName model, Manifest manifest) {
    if (!manifest.model().equals(model.value()))
      throw new StepRejected(
          "import-refused",
          "the artifact is of model %s, not of %s".formatted(manifest.model(), model),
          Map.of("model", manifest.model()));
    List<String> wrong = wrong(manifest, schema(manifest.contract()));
    if (!wrong.isEmpty())
      throw new StepRejected(
          "import-refused",
          "contract %s has no such columns, or of another type: %s"
              .formatted(manifest.contract(), String.join(", ", wrong)),
          Map.of("columns", wrong));
  }

  private static List<String> wrong(Manifest manifest, Schema schema) {
    return manifest.encodings().stream()
        .filter(
            e ->
                schema
                    .column(e.column())
                    .filter(c -> c.type().numeric() == e.type().numeric())
                    .isEmpty())
        .map(Encoding::column)
        .toList();
  }

  private Schema schema(String contract) {
    try {
      return schemas.schema(contract);
    } catch (ConfigException e) {
      throw new StepRejected("import-refused", String.valueOf(e.getMessage()));
    }
  }

  private ModelSpecs.Entry entry(ModelName model) {
    try {
      ModelSpecs.Entry entry =
          specs
              .find(model)
              .orElseThrow(
                  () ->
                      new StepRejected(
                          "unknown-model",
                          "there is no %s/%s.yaml; there are: %s"
                              .formatted(
                                  ModelSpecs.FOLDER, model, String.join(", ", specs.names()))));
      if (!(entry.spec().algorithm() instanceof Algorithm.Imported))
        throw new StepRejected(
            "import-spec",
            "the spec of %s trains it here: algorithm: {type: imported} takes in a graph"
                .formatted(model),
            Map.of("model", model.value()));
      return entry;
    } catch (ConfigException e) {
      throw new StepRejected("model-spec", String.valueOf(e.getMessage()));
    }
  }

  private static void floor(ModelSpec spec, @Nullable Metrics metrics) {
    if (metrics != null && metrics.auc() < spec.floor().auc())
      throw new StepRejected(
          "metric-floor",
          String.format(
              Locale.ROOT,
              "AUC on the labelled rows is %.4f, the spec of %s asks for %.4f",
              metrics.auc(),
              spec.name(),
              spec.floor().auc()),
          Map.of("auc", metrics.auc(), "floor", spec.floor().auc()));
  }
}
