package io.sluice.draft;

import io.sluice.collect.SourceFiles;
import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.model.ModelSpecs;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import io.sluice.validate.ContractCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** From an unknown table to a model that can be trained: drafts, their changes and acceptance. */
public final class Drafts {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 100;
  private static final String CONTRACT = ".odcs.yaml";
  private static final String SPEC = ".yaml";

  private final DraftStore store;
  private final ConfigFolder config;
  private final SourceFiles sources;

  Drafts(DraftStore store, ConfigFolder config, SourceFiles sources) {
    this.store = store;
    this.config = config;
    this.sources = sources;
  }

  /**
   * Makes a draft and keeps it; an earlier one of the same model gives way.
   *
   * @param content a CSV file, read to its end, not closed
   * @throws StepRejected {@code draft-conflict} when the model has a spec or contract already;
   *     {@code draft-data}, {@code draft-target} or {@code draft-key}
   */
  public Draft make(Wish wish, InputStream content) {
    if (store.find(wish.model()).isEmpty()) refuseKnown(wish.model());
    Path file = store.receive(content);
    try {
      Draft draft = Drafting.of(wish, file);
      store.keep(wish.model(), draft, file);
      return draft;
    } finally {
      store.discard(file);
    }
  }

  /**
   * Makes a draft of the file that a source sent last.
   *
   * @throws StepRejected as {@link #make(Wish, InputStream)}, and {@code unknown-file} when the
   *     source has sent none
   */
  public Draft make(Wish wish, String source) {
    Path file =
        sources
            .latest(source)
            .orElseThrow(
                () ->
                    new StepRejected(
                        "unknown-file", "this source has not sent a file yet", Map.of()));
    try (InputStream content = Files.newInputStream(file)) {
      return make(wish, content);
    } catch (IOException e) {
      throw new UncheckedIOException("the file of a source is not readable", e);
    }
  }

  /**
   * @throws StepRejected {@code unknown-draft}
   */
  public Draft find(ModelName model) {
    return store.find(model).orElseThrow(() -> unknown(model));
  }

  /**
   * @throws StepRejected {@code unknown-draft}
   */
  public void discard(ModelName model) {
    find(model);
    store.remove(model);
  }

  /**
   * Writes contract, spec and connectors, and trains the model on the file of the draft. May be
   * called again after a failure: it goes on where it was.
   *
   * @param contract YAML, as drafted or changed
   * @param spec YAML, as drafted or changed
   * @param user who accepts, and so asks for the training
   * @throws StepRejected {@code unknown-draft}; {@code draft-wrong} naming file, line and column
   */
  public SourceFiles.Receipt accept(ModelName model, String contract, String spec, String user) {
    find(model);
    check(model, contract, spec);
    config.write(ContractCatalog.FOLDER, model + CONTRACT, contract);
    config.write(ModelSpecs.FOLDER, model + SPEC, spec);
    config.write("connectors", Connectors.file(model.value()), Connectors.scoring(model));
    String labelled = Connectors.labelled(model);
    config.write("connectors", Connectors.file(labelled), Connectors.training(model));
    await(labelled);
    try (InputStream data = Files.newInputStream(store.data(model))) {
      SourceFiles.Receipt receipt = sources.receive(labelled, "draft.csv", user, data);
      store.remove(model);
      return receipt;
    } catch (IOException e) {
      throw new UncheckedIOException("the file of the draft is not readable", e);
    }
  }

  /** Connectors are taken up by a look at their folder now and then. */
  private void await(String source) {
    Instant end = Instant.now().plus(PATIENCE);
    while (sources.sources().stream().noneMatch(s -> s.name().equals(source))) {
      if (Instant.now().isAfter(end))
        throw new StepUnavailable(
            "contract and spec are accepted, but connectors/%s is not running yet: send the same again"
                .formatted(Connectors.file(source)),
            null);
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StepUnavailable("the server is stopping: send the same again", e);
      }
    }
  }

  private void refuseKnown(ModelName model) {
    boolean known =
        config.find(ModelSpecs.FOLDER, model + SPEC).isPresent()
            || config.find(ContractCatalog.FOLDER, model + CONTRACT).isPresent();
    if (known)
      throw new StepRejected(
          "draft-conflict",
          "model %s has a contract or spec already: change its files, or take another name"
              .formatted(model),
          Map.of("model", model.value()));
  }

  /** Holds what was sent against all rules of contracts and specs, before anything is written. */
  private static void check(ModelName model, String contract, String spec) {
    try {
      Path folder = Files.createTempDirectory("sluice-draft");
      ConfigFolder alone = ConfigFolder.alone(folder);
      try {
        alone.write(ContractCatalog.FOLDER, model + CONTRACT, contract);
        alone.write(ModelSpecs.FOLDER, model + SPEC, spec);
        check(model, alone);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a draft cannot be checked", e);
    }
  }

  private static void check(ModelName model, ConfigFolder files) {
    try {
      ContractCatalog contracts = new ContractCatalog(files);
      contracts.contract(model.value());
      Optional<ModelSpecs.Entry> entry = new ModelSpecs(files, contracts).find(model);
      String wanted = entry.orElseThrow().spec().contract();
      if (!wanted.equals(model.value()))
        throw new StepRejected(
            "draft-wrong", "contract of the spec must be " + model + ", as the draft's file is");
    } catch (ConfigException e) {
      throw new StepRejected("draft-wrong", String.valueOf(e.getMessage()));
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList())
        Files.deleteIfExists(file);
    }
  }

  private static StepRejected unknown(ModelName model) {
    return new StepRejected(
        "unknown-draft",
        "there is no draft of model %s; POST /api/models/drafts makes one".formatted(model),
        Map.of("model", model.value()));
  }
}
