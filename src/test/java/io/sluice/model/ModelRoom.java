package io.sluice.model;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.data.Column;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import io.sluice.data.InMemoryDatasets;
import io.sluice.data.Records;
import io.sluice.data.Schema;
import io.sluice.data.Type;
import io.sluice.data.ValidRecords;
import io.sluice.model.approve.Proposals;
import io.sluice.onnx.ModelFiles;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.smile.Trainers;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The room as its configuration wires it, on a fresh database, with a contract of its own. */
public final class ModelRoom implements AutoCloseable {
  public static final ModelName TRIAL = new ModelName("trial");
  static final List<Column> COLUMNS =
      List.of(
          new Column("_line", Type.INTEGER),
          new Column("_key", Type.TEXT),
          new Column("height", Type.NUMBER),
          new Column("weight", Type.NUMBER),
          new Column("colour", Type.TEXT),
          new Column("day", Type.DATE),
          new Column("bad", Type.BOOLEAN));
  static final Schema SCHEMA =
      new Schema("trial-contract", "1.2.0", COLUMNS.subList(2, 7), List.of(), ',');

  public static final String SPEC =
      """
      name: trial
      contract: trial-contract
      target: {column: bad, positive: true}
      features: [height, {column: weight, missing: refuse}, colour]
      missing: {number: median, category: own-level}
      unknown: refuse
      algorithm: {type: random-forest, trees: 20, depth: 8, nodeSize: 5}
      seed: 7
      split: {holdout: 0.3, by: random}
      floor: {auc: 0.6}
      """;

  private static final KeyPair KEY = newKey();

  public final InMemoryDatasets datasets = new InMemoryDatasets();
  public final JdbcClient jdbc;
  final TransactionTemplate transaction;
  final ModelRegistry registry;
  public final ModelSpecs specs;
  final Artifacts artifacts;
  final Roles roles;
  public final Train train;
  public final Release release;
  public final Releases releases;
  public final Proposals proposals;
  public final Retirement retirement;
  public final Compare compare;
  final Rollback rollback;
  public final Models models;
  private final HikariDataSource source;
  private final Path root;

  public ModelRoom(Databases database, Path folder) throws IOException {
    source = database.open(folder);
    root = folder;
    jdbc = JdbcClient.create(source);
    transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    roles = new Roles(jdbc, transaction);
    proposals = new Proposals(jdbc);
    registry = new ModelRegistry(jdbc, roles);
    spec(SPEC);
    specs = new ModelSpecs(new ConfigFolder(folder), contract -> SCHEMA);
    artifacts = artifacts(KEY, true);
    Training training = new Training(Trainers.smile(), "test");
    train = new Train(specs, datasets, training, artifacts, registry);
    releases = new Releases(registry, roles, proposals, new Assembly(artifacts)::ready);
    retirement = new Retirement(registry, roles);
    release = new Release(releases, roles);
    rollback = new Rollback(releases);
    models = new RegistryModels(registry, roles, specs, artifacts);
    compare = new Compare(datasets, contract -> SCHEMA, registry, models, new Duel(runtime()));
  }

  /** What takes in versions from elsewhere. */
  public Imports imports(boolean signed) {
    return new Imports(
        specs,
        contract -> SCHEMA,
        new Import(ModelFiles.onnx(), "test"),
        artifacts,
        new Imports.Register(registry, proposals, transaction),
        signed);
  }

  public void spec(String text) throws IOException {
    Path file = root.resolve("config/models/trial.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** For what writes many rows at once. */
  public JdbcTemplate template() {
    return new JdbcTemplate(source);
  }

  /** A new node on the same database. */
  public ModelRuntime runtime() {
    return runtime(artifacts, InstantSource.system());
  }

  ModelRuntime runtime(Artifacts seen, InstantSource clock) {
    return new RegistryRuntime(
        registry,
        new Loaded(new Assembly(seen)::ready, new ModelEvents(jdbc)::refused, clock),
        specs::contract);
  }

  /** The same artifacts as an installation with another key sees them. */
  Artifacts artifacts(KeyPair key, boolean signatureRequired) {
    Home home = new Home(root.resolve("home"));
    Signatures signatures = new Signatures(key, trusted(), signatureRequired);
    return new Artifacts(home, ModelFiles.onnx(), signatures);
  }

  Path trusted() {
    return new Home(root.resolve("home")).folder("keys/trusted");
  }

  static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Path artifact(String sha256) {
    return root.resolve("home/models/trial/" + sha256 + ".zip");
  }

  Path signature(String sha256) {
    return root.resolve("home/models/trial/" + sha256 + ".sig");
  }

  public static StepCall call(String run, String element) {
    return new StepCall(run, element, "", Progress.SILENT);
  }

  /** Trains on rows made from the seed. */
  public Train.Output trained(long seed) {
    return Objects.requireNonNull(
        transaction.execute(
            status ->
                train.run(
                    new Train.Input(
                        call("run-" + seed, "train"),
                        new ValidRecords(rows(600, seed), "trial-contract"),
                        TRIAL))));
  }

  /** A version as the registry has it. */
  public Models.Version version(long seed) {
    String name = trained(seed).version();
    return registry.find(TRIAL, name).orElseThrow();
  }

  String released(String version, String run) {
    return release
        .run(new Release.Input(call(run, "release"), TRIAL, version, "", "", ""))
        .previous();
  }

  /** Rows whose badness follows height and colour; every seventh without a height. */
  Records.Stored rows(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double height = random.nextGaussian();
      String colour = new String[] {"red", "green", "blue"}[random.nextInt(3)];
      double odds = 2 * height + (colour.equals("red") ? 1.5 : -0.5);
      double bad = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
      rows.add(
          new @Nullable Object[] {
            i + 2.0,
            "k" + i,
            i % 7 == 0 ? null : height,
            random.nextDouble(),
            i % 50 == 0 ? null : colour,
            20_000.0 + i / 10,
            i % 60 == 59 ? null : bad
          });
    }
    return datasets.add(COLUMNS, rows);
  }

  @Override
  public void close() {
    source.close();
  }
}
