package io.sluice;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.kit.Applications;
import io.sluice.kit.FaultProxy;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole product with what {@code loan-application} needs around it: PostgreSQL, a bureau over
 * HTTP, the bank's own database, a trained model.
 */
public final class LoanOffice implements AutoCloseable, ExtensionContext.Store.CloseableResource {
  private static final JsonMapper JSON = new JsonMapper();
  static final String LOANS = "/api/flows/loan-application/runs";

  private final WireMockServer bureau = new WireMockServer(options().dynamicPort());
  private final HikariDataSource database;
  private final String url;
  private final HikariDataSource lending;
  private final Path folder;
  private final AtomicInteger applications = new AtomicInteger();
  private final List<String> settings;
  private final FaultProxy line;
  private volatile App app;

  /** Retries are over soon, and no circuit keeps them from being used up. */
  public LoanOffice(Path folder) throws IOException {
    this(
        folder,
        List.of(
            "sluice.engine.retries=PT1S,PT1S,PT1S",
            "resilience4j.circuitbreaker.configs.default.sliding-window-size=1000",
            "resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=1000"));
  }

  public LoanOffice(Path folder, List<String> settings) throws IOException {
    this(folder, settings, Databases.POSTGRESQL.open(folder), "");
  }

  /**
   * @param database of the product, closed with this
   * @param url by which the product finds it; empty for the same way
   */
  LoanOffice(Path folder, List<String> settings, HikariDataSource database, String url)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.database = database;
    this.url = url.isEmpty() ? database.getJdbcUrl() : url;
    lending = Databases.POSTGRESQL.open(folder);
    for (String table :
        List.of(
            "fund (capital numeric(15, 2))",
            "customer_loan (id varchar(32) primary key, customer_id varchar(32), outstanding"
                + " numeric(15, 2))",
            "reservation (id varchar(255) primary key, amount numeric(15, 2), state varchar(16))",
            "offer (id varchar(255) primary key, amount numeric(15, 2), state varchar(16))"))
      bank().sql("create table " + table).update();
    bank().sql("insert into fund values (1000000000)").update();
    bank().sql("insert into customer_loan values ('1', 'C-000042', 1000)").update();
    bureau.start();
    line = new FaultProxy(bureau.port());
    bureauAnswers();
    app = start();
    train();
  }

  /** Gives tests the one office of the whole test run. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == LoanOffice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(LoanOffice.class, key -> open());
    }

    private static LoanOffice open() {
      try {
        Path homes = Path.of("target/homes").toAbsolutePath();
        return new LoanOffice(
            Files.createDirectories(homes.resolve("office-" + UUID.randomUUID())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private App start() throws IOException {
    return start(folder.resolve("home"));
  }

  private App start(Path home) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(
        List.of(
            "spring.profiles.active=postgres",
            "spring.datasource.url=" + url,
            "spring.datasource.username=postgres",
            "spring.datasource.password=",
            "sluice.databases.lending.url=" + lending.getJdbcUrl(),
            "sluice.databases.lending.username=postgres",
            "sluice.bureau.url=http://localhost:" + line.port(),
            "sluice.bureau.key=k"));
    return App.start(home, List.of("-Xmx512m"), all.toArray(String[]::new));
  }

  /** Another node on the same database, with the same keys and models. */
  App secondNode() throws IOException {
    Path home = folder.resolve("second");
    for (String part : List.of("keys", "models", "users.json")) copy(part, home);
    return start(home);
  }

  private void copy(String part, Path home) throws IOException {
    Path from = folder.resolve("home");
    try (Stream<Path> files = Files.walk(from.resolve(part))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = home.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private void train() throws IOException {
    Path labelled = folder.resolve("labelled.csv");
    try (Writer writer = Files.newBufferedWriter(labelled)) {
      new LoanWorld(LoanWorld.Settings.of(3_000, 1)).write(writer);
    }
    app.drop("applications-labelled", "labelled.csv", labelled);
    app.run("labelled.csv", run -> run.path("state").asText().equals("COMPLETED"));
  }

  public App app() {
    return app;
  }

  /** Between the product and the bureau. */
  FaultProxy line() {
    return line;
  }

  WireMockServer bureau() {
    return bureau;
  }

  public void bureauAnswers() throws IOException {
    bureauAnswers(Applications.bureau());
  }

  public void bureauAnswers(Map<String, @Nullable Object> answer) throws IOException {
    bureau.resetAll();
    bureau.stubFor(
        get(urlPathMatching("/customers/.*")).willReturn(okJson(JSON.writeValueAsString(answer))));
  }

  JdbcClient bank() {
    return JdbcClient.create(lending);
  }

  Connection bankConnection() throws SQLException {
    return lending.getConnection();
  }

  public JdbcClient database() {
    return JdbcClient.create(database);
  }

  /** The file of the version that serves. */
  Path champion() {
    String sha256 =
        database()
            .sql(
                """
                select v.sha256 from model_role r
                join model_version v on v.model = r.model and v.version = r.version
                where r.role = 'champion' and r.model = 'credit-risk'
                """)
            .query(String.class)
            .single();
    return folder.resolve("home/models/credit-risk/" + sha256 + ".zip");
  }

  void kill() throws InterruptedException {
    app.kill();
  }

  int stop() throws InterruptedException {
    return app.stop();
  }

  void startAgain() throws IOException {
    app = start();
  }

  /** Starts an application that has to wait for something, and gives the id of its run. */
  public String started(int amount) {
    String id = "LA-0042-%08d".formatted(applications.incrementAndGet());
    HttpResponse<String> answer = app.post(LOANS, body(Applications.request(id, amount)), id);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return read(answer).path("run").asText();
  }

  /** What an applicant sends to start {@link #LOANS}. */
  static String application(String id, int amount) {
    return body(Applications.request(id, amount));
  }

  private static String body(Map<String, Object> record) {
    try {
      return JSON.writeValueAsString(Map.of("record", record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  JsonNode run(String id) {
    return app.json("/api/runs/" + id);
  }

  String state(String id) {
    return run(id).path("state").asText();
  }

  String key(String id) {
    return run(id).path("businessKey").asText();
  }

  /** Waits until the customer is to answer. */
  String awaitOffer(String run) {
    app.await(
        () ->
            run(run).path("steps").findValuesAsText("element").contains("issue")
                && app.post("/api/runs/" + run + "/messages/none", "{}")
                    .body()
                    .contains("accepted"));
    return run;
  }

  /** Waits until a person is asked. */
  String awaitTask(String run, String element) {
    app.await(() -> asked(run).equals(element));
    return run;
  }

  /** The element of the task that a run waits for; empty when it waits for none. */
  public String asked(String run) {
    return app.json("/api/runs/" + run + "/tasks").at("/tasks/0/element").asText();
  }

  void awaitState(String run, String state) {
    app.await(() -> state(run).equals(state));
  }

  /** What the bank has of a run: the state of its reservation or its offer. */
  String bankState(String table, String run) {
    return bank()
        .sql("select state from " + table + " where id = ?")
        .param(key(run))
        .query(String.class)
        .optional()
        .orElse("none");
  }

  /** Lets the time of a run's timer come. */
  void timeGoesBy(String run) {
    int timers =
        database()
            .sql(
                "update act_ru_job set duedate_ = now() where process_instance_id_ = ? and type_ ="
                    + " 'timer'")
            .param(run)
            .update();
    assertThat(timers).as("timers of the run").isPositive();
  }

  public String password(String user) throws IOException {
    return Files.readAllLines(folder.resolve("home/users.txt")).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals(user))
        .findFirst()
        .orElseThrow()[1];
  }

  @Override
  public void close() {
    app.close();
    line.close();
    bureau.stop();
    database.close();
    lending.close();
  }
}
