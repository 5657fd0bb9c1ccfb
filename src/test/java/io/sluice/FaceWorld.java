package io.sluice;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.sluice.collect.Lookup;
import io.sluice.collect.SourceFiles;
import io.sluice.data.Batch;
import io.sluice.data.BatchReader;
import io.sluice.data.Column;
import io.sluice.data.ConfigException;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Dataset;
import io.sluice.data.DatasetCatalog;
import io.sluice.data.DatasetStore;
import io.sluice.data.Home;
import io.sluice.data.Lineage;
import io.sluice.data.StorageFull;
import io.sluice.data.Type;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.Repetitions;
import io.sluice.engine.FlowVersions;
import io.sluice.engine.Run;
import io.sluice.engine.RunStep;
import io.sluice.engine.Runs;
import io.sluice.engine.Signals;
import io.sluice.engine.Starts;
import io.sluice.engine.Tasks;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Outages;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.model.ModelSpecs;
import io.sluice.publish.ScoreLookup;
import io.sluice.publish.Target;
import io.sluice.step.Circuits;
import io.sluice.step.DecisionTables;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import io.sluice.validate.ContractCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A made-up world behind the faces: four runs, one in each state. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@Import(FaceModels.class)
@ComponentScan({
  "io.sluice.access",
  "io.sluice.api",
  "io.sluice.console",
  "io.sluice.data",
  "io.sluice.draft",
  "io.sluice.watch"
})
public class FaceWorld {
  public static final String RUNNING = "b7a0c3f2-0000-4000-8000-000000000001";
  public static final String COMPLETED = "b7a0c3f2-0000-4000-8000-000000000002";
  public static final String REFUSED = "b7a0c3f2-0000-4000-8000-000000000003";
  public static final String FAILED = "b7a0c3f2-0000-4000-8000-000000000004";
  private static final Instant START = Instant.now().minus(Duration.ofMinutes(30));

  @Bean
  AffectedJobs affectedJobs() {
    return mock();
  }

  @Bean
  CauseBook causeBook() {
    return mock();
  }

  @Bean
  Circuits circuits() {
    return mock();
  }

  @Bean
  Outages outages() {
    return mock();
  }

  @Bean
  AlertBook alertBook() {
    return mock();
  }

  @Bean
  HealingTally healingTally() {
    return mock();
  }

  @Bean
  CorrectiveActions correctiveActions() {
    return mock();
  }

  @Bean
  Runs runs() {
    List<Run> all =
        List.of(
            run(
                RUNNING,
                "loans-2026-11-23.csv",
                Run.State.RUNNING,
                "",
                step("collect", "Collect records", RunStep.State.DONE, 1_000_000, 1_000_000, 120),
                step(
                    "validate",
                    "Check the contract",
                    RunStep.State.DONE,
                    1_000_000,
                    1_000_000,
                    1_840),
                step(
                    "score", "Score with credit-risk", RunStep.State.RUNNING, 412_000, 998_160, 0)),
            run(
                COMPLETED,
                "loans-2026-11-22.csv",
                Run.State.COMPLETED,
                "",
                step("collect", "Collect records", RunStep.State.DONE, 5_000, 5_000, 0),
                step("validate", "Check the contract", RunStep.State.DONE, 5_000, 5_000, 250),
                step("score", "Score with credit-risk", RunStep.State.DONE, 4_750, 4_750, 0),
                step("publish", "Publish the scores", RunStep.State.DONE, 4_750, 4_750, 0)),
            run(
                REFUSED,
                "a-file-with-an-uncommonly-long-name-that-somebody-exported-from-a-spreadsheet-final-final-2.csv",
                Run.State.REFUSED,
                "12.4 % of the rows break the contract; at most 5 % are tolerated.",
                step("collect", "Collect records", RunStep.State.DONE, 800, 800, 0),
                step("validate", "Check the contract", RunStep.State.REJECTED, 800, 800, 99)),
            run(
                FAILED,
                "",
                Run.State.FAILED,
                "",
                step("collect", "Collect records", RunStep.State.FAILED, 0, -1, 0)));
    return new Runs() {
      @Override
      public List<Run> search(Search wanted, int limit) {
        return all.stream()
            .filter(r -> wanted.state() == null || r.state() == wanted.state())
            .filter(r -> wanted.flow().isEmpty() || r.flow().equals(wanted.flow()))
            .filter(
                r -> wanted.businessKey().isEmpty() || r.businessKey().equals(wanted.businessKey()))
            .limit(limit)
            .toList();
      }

      @Override
      public Optional<Run> find(String id) {
        if (id.equals("broken")) throw new IllegalStateException("the secret is 4711");
        return all.stream().filter(r -> r.id().equals(id)).findFirst();
      }
    };
  }

  private static Run run(
      String id, String file, Run.State state, String message, RunStep... steps) {
    Instant end = state == Run.State.COMPLETED || state == Run.State.REFUSED ? after(95) : null;
    return new Run(
        id,
        "score-batch",
        3,
        "applications/2026-11",
        file,
        state,
        START,
        end,
        message,
        List.of(steps));
  }

  private static RunStep step(
      String name, String title, RunStep.State state, long rows, long expected, long rejected) {
    Instant end = state == RunStep.State.RUNNING ? null : after(31);
    return new RunStep(name, name, title, state, 1, START, end, rows, expected, rejected, "");
  }

  private static Instant after(long seconds) {
    return START.plusSeconds(seconds);
  }

  @Bean
  Starts starts() {
    return mock();
  }

  @Bean
  Signals signals() {
    return mock();
  }

  @Bean
  ModelSpecs modelSpecs(ConfigFolder folder, ContractCatalog contracts) {
    return new ModelSpecs(folder, contracts);
  }

  @Bean
  Lookup lookup() {
    return mock();
  }

  @Bean
  Target target() {
    return mock();
  }

  @Bean
  FlowVersions flowVersions() {
    return mock();
  }

  @Bean
  DecisionRecords decisionRecords() {
    return mock();
  }

  @Bean
  Repetitions repetitions() {
    return mock();
  }

  @Bean
  DecisionTables decisionTables() {
    return mock();
  }

  @Bean
  Tasks tasks() {
    Tasks tasks = mock();
    when(tasks.of(any())).thenReturn(List.of());
    return tasks;
  }

  @Bean
  DatasetCatalog datasetCatalog() {
    List<Column> columns =
        List.of(
            new Column("name", Type.TEXT, true, true),
            new Column("amount", Type.NUMBER, true, false));
    List<DatasetCatalog.Entry> entries =
        List.of(
            entry(
                "raw-1", Dataset.Kind.RAW, columns, 4_990, "collect", "file:9f86d081884c7d659a2f"),
            entry("unread-1", Dataset.Kind.QUARANTINE, BadRows.COLUMNS, 10, "collect", "raw-1"),
            entry("valid-1", Dataset.Kind.VALID, columns, 4_750, "validate", "raw-1"),
            entry(
                "bad-1",
                Dataset.Kind.QUARANTINE,
                BadRows.COLUMNS,
                BadRows.COUNT,
                "validate",
                "unread-1"),
            entry("scores-1", Dataset.Kind.SCORES, columns, 4_750, "score", "valid-1"));
    return run -> run.equals(COMPLETED) ? entries : List.of();
  }

  private static DatasetCatalog.Entry entry(
      String id,
      Dataset.Kind kind,
      List<Column> columns,
      long rows,
      String element,
      String parent) {
    Dataset dataset =
        new Dataset(id, kind, Path.of(id), columns, rows, rows * 83, "a1b2c3d4e5f6".repeat(5));
    return new DatasetCatalog.Entry(dataset, new Lineage(COMPLETED, element, List.of(parent)));
  }

  @Bean
  DatasetStore datasetStore() {
    DatasetStore store = mock();
    when(store.read(any(), any(), anyInt())).thenAnswer(call -> new BadRows(call.getArgument(2)));
    return store;
  }

  @Bean
  SourceFiles sourceFiles(Home home) {
    List<String> seen = new ArrayList<>();
    return new SourceFiles() {
      @Override
      public List<Source> sources() {
        List<Source> all = new ArrayList<>();
        all.add(new Source("applications", "loan-applications", "credit-risk", "score-batch"));
        String[] drafted = home.folder("connectors").toFile().list();
        for (String file : drafted == null ? new String[0] : drafted)
          if (file.endsWith("-inbox.camel.yaml"))
            all.add(new Source(file.replace("-inbox.camel.yaml", ""), "drafted", "drafted", "any"));
        return all;
      }

      @Override
      public synchronized Receipt receive(
          String source, String name, String sender, InputStream content) {
        String text = text(content);
        switch (text) {
          case "misfit" -> throw new StepRejected("wrong-header", "column 'age' is missing");
          case "away" ->
              throw new StepUnavailable("the store is away", null, Instant.now().plusSeconds(60));
          case "contract" -> throw new ConfigException("loan.odcs.yaml", 3, 7, "unknown key 'typ'");
          case "full" -> throw new StorageFull("no room", new IOException("/secret/place"));
          default -> {}
        }
        boolean known = seen.contains(text);
        seen.add(text);
        return new Receipt(COMPLETED, known);
      }

      @Override
      public Receipt repeat(String source, String user) {
        if (!source.equals("applications"))
          throw new StepRejected("unknown-source", "there is none of that name");
        return new Receipt(RUNNING, false);
      }

      @Override
      public Optional<Path> latest(String source) {
        return Optional.empty();
      }
    };
  }

  private static String text(InputStream content) {
    try {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Bean
  ScoreLookup scoreLookup() {
    return (model, key) ->
        model.equals("credit-risk") && key.equals("A-1")
            ? Optional.of(new ScoreLookup.CurrentScore(model, "v1", key, .25, COMPLETED, START))
            : Optional.empty();
  }

  /** Rows of a quarantine; every second one is about a personal column. */
  private static final class BadRows implements BatchReader {
    static final int COUNT = 250;
    static final List<Column> COLUMNS =
        List.of(
            new Column("line", Type.INTEGER),
            new Column("column", Type.TEXT),
            new Column("rule", Type.TEXT),
            new Column("value", Type.TEXT),
            new Column("message", Type.TEXT));

    private final int batchSize;
    private int at;

    BadRows(int batchSize) {
      this.batchSize = Math.min(batchSize, 64);
    }

    @Override
    public @Nullable Batch next() {
      int size = Math.min(batchSize, COUNT - at);
      if (size <= 0) return null;
      double[] lines = new double[size];
      String[][] texts = new String[4][size];
      for (int i = 0; i < size; i++) {
        boolean personal = (at + i) % 2 == 0;
        lines[i] = at + i + 2;
        texts[0][i] = personal ? "name" : "amount";
        texts[1][i] = personal ? "required" : "minimum";
        texts[2][i] = personal ? "Ada <b>Lovelace</b>" : "=-" + (at + i);
        texts[3][i] = personal ? "a name is wanted" : "at least 0 is wanted";
      }
      Batch batch =
          new Batch(
              COLUMNS, new Object[] {lines, texts[0], texts[1], texts[2], texts[3]}, size, at);
      at += size;
      return batch;
    }

    @Override
    public long rows() {
      return COUNT;
    }

    @Override
    public void close() {}
  }
}
