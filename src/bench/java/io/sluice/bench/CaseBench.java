package io.sluice.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.Type;
import io.sluice.engine.Starts;
import io.sluice.kit.Applications;
import io.sluice.kit.KitWorld;
import io.sluice.kit.Outside;
import io.sluice.score.Encoder;
import io.sluice.score.Encoding;
import io.sluice.score.Ensemble;
import io.sluice.score.Kernel;
import io.sluice.score.ModelName;
import io.sluice.score.Reasons;
import io.sluice.score.ScoringModel;
import io.sluice.smile.BenchForest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code score-case} started by the API's own way (without HTTP) beside an engine as it comes,
 * which runs four empty service tasks in one transaction with 12 primitive variables; in turns, on
 * the same database server, which keeps its commits (fsync).
 */
public final class CaseBench {
  private static final int ROUNDS = 3;

  /** Rounds until two cores have compiled what both use most. */
  private static final int WARM = 9;

  private static final long NANOS = 5_000_000_000L;

  private CaseBench() {}

  public static void main(String[] args) throws Exception {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target/bench")), "case");
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .start()) {
      for (String name : List.of("stock", "sluice"))
        try (var connection = server.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("create database " + name);
        }
      measure(
          "PostgreSQL",
          server.getJdbcUrl("postgres", "stock"),
          server.getJdbcUrl("postgres", "sluice"),
          "postgres",
          folder);
    }
    String file = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("%s") + ";WRITE_DELAY=0";
    measure("H2", file.formatted("stock"), file.formatted("sluice"), "sa", folder);
    System.exit(0);
  }

  private static void measure(String name, String stockUrl, String ownUrl, String user, Path folder)
      throws Exception {
    try (HikariDataSource source = pool(stockUrl, user);
        ConfigurableApplicationContext own = own(ownUrl, user, folder.resolve(name))) {
      ProcessEngine stock = stock(source);
      Starts starts = own.getBean(Starts.class);
      deploy(own.getBean(ProcessEngine.class));
      own.getBean(Outside.class).model("credit-risk", "loan-application").serves(model());
      Callable<Object> empty =
          () -> stock.getRuntimeService().startProcessInstanceByKey("empty", variables());
      Map<String, Object> record = Applications.complete();
      Callable<Object> scored = () -> starts.start(order(record));
      for (int round = 0; round < WARM; round++) {
        run(empty, 4);
        run(scored, 4);
      }
      for (int clients : new int[] {1, 2, 8}) {
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          Result nothing = run(empty, clients);
          Result work = run(scored, clients);
          print(name + " stock, 4 empty tasks", clients, nothing);
          print(name + " score-case", clients, work);
          shares.add(work.rate() / nothing.rate());
        }
        shares.sort(Double::compare);
        System.out.printf(
            "%s, %d clients: score-case has %.2f times the rate of the stock engine (median)%n",
            name, clients, shares.get(ROUNDS / 2));
      }
      stock.close();
    }
  }

  private static HikariDataSource pool(String url, String user) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername(user);
    source.setPassword("");
    source.setMaximumPoolSize(20);
    return source;
  }

  private static ConfigurableApplicationContext own(String url, String user, Path home) {
    return new SpringApplicationBuilder(KitWorld.class)
        .web(WebApplicationType.NONE)
        .run(
            "--sluice.home=" + home.toAbsolutePath(),
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + user,
            "--spring.datasource.password=",
            "--camunda.bpm.job-execution.enabled=false",
            "--logging.level.io.sluice=warn");
  }

  private static void deploy(ProcessEngine engine) throws IOException {
    var deployment = engine.getRepositoryService().createDeployment();
    for (String file : List.of("score-case.bpmn", "score-bands.dmn"))
      deployment.addString(file, Files.readString(Path.of("processes", file)));
    deployment.deploy();
  }

  private static ProcessEngine stock(DataSource source) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(source);
    configuration.setProcessEngineName("stock");
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setEnforceHistoryTimeToLive(false);
    ProcessEngine engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "empty.bpmn",
            Bpmn.createExecutableProcess("empty")
                .startEvent()
                .serviceTask()
                .camundaClass(Nothing.class)
                .serviceTask()
                .camundaClass(Nothing.class)
                .serviceTask()
                .camundaClass(Nothing.class)
                .serviceTask()
                .camundaClass(Nothing.class)
                .endEvent()
                .done())
        .deploy();
    return engine;
  }

  /** Does nothing, as fast as it can. */
  public static final class Nothing implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {}
  }

  private static Map<String, Object> variables() {
    Map<String, Object> variables = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      variables.put("text" + i, "value " + i);
      variables.put("number" + i, 1.5 * i);
      variables.put("whole" + i, (long) i);
    }
    return variables;
  }

  private static Starts.Order order(Map<String, Object> record) {
    Map<String, @Nullable Object> inputs = new HashMap<>();
    inputs.put("record", new RawRecords(new Records.Inline(List.of(record)), ""));
    inputs.put("model", "credit-risk");
    inputs.put("version", "champion");
    inputs.put("bands", "score-bands");
    inputs.put("reasons", 4L);
    return new Starts.Order(
        "score-case", "bench", UUID.randomUUID().toString(), "0".repeat(64), "k", inputs);
  }

  /** 100 trees of depth 8 on five columns. */
  private static ScoringModel model() {
    List<String> names =
        List.of("age", "monthly_income", "loan_amount", "utilization", "bureau_score");
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[5_000][names.size()];
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Arrays.setAll(rows[i], column -> random.nextDouble() * 1_000);
      positive[i] = rows[i][0] + rows[i][4] > 900 + 300 * random.nextDouble();
    }
    Ensemble forest = BenchForest.grow(rows, positive, 5, 1, 8).fitted();
    List<Encoding> encodings =
        names.stream()
            .<Encoding>map(
                name ->
                    new Encoding.Numeric(
                        name,
                        name.equals("age") || name.equals("bureau_score")
                            ? Type.INTEGER
                            : Type.NUMBER,
                        0d,
                        0,
                        1))
            .toList();
    return new ScoringModel(
        new ModelName("credit-risk"),
        "v1",
        new ScoringModel.Facts(
            "loan-application", "defaulted = true", "random-forest", "0".repeat(64)),
        new Encoder(encodings),
        Kernel.of(forest),
        Reasons.of(forest, encodings, null, Map.of()));
  }

  record Result(double rate, double p50, double p99) {}

  private static Result run(Callable<Object> work, int clients) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      long start = System.nanoTime();
      List<Future<List<Long>>> all =
          IntStream.range(0, clients)
              .mapToObj(i -> threads.submit(() -> client(work, start)))
              .toList();
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> one : all) times.addAll(one.get());
      double seconds = (System.nanoTime() - start) / 1e9;
      times.sort(Long::compare);
      return new Result(
          times.size() / seconds,
          times.get(times.size() / 2) / 1e3,
          times.get((int) (times.size() * .99)) / 1e3);
    }
  }

  private static List<Long> client(Callable<Object> work, long start) throws Exception {
    List<Long> times = new ArrayList<>();
    while (System.nanoTime() - start < NANOS) {
      long before = System.nanoTime();
      work.call();
      times.add(System.nanoTime() - before);
    }
    return times;
  }

  private static void print(String what, int clients, Result result) {
    System.out.printf(
        "%-32s %d clients %,7.0f/s, p50 %,7.0f µs, p99 %,8.0f µs%n",
        what, clients, result.rate(), result.p50(), result.p99());
  }
}
