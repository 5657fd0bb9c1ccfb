package io.sluice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.kit.Applications;
import io.sluice.kit.Drawn;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cases in the whole product: PostgreSQL, a bureau over HTTP, the bank's own database, people in
 * the Tasklist.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesTest {
  private static final double PATIENCE = 30_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String LOANS = "/api/flows/loan-application/runs";

  private final WireMockServer bureau = new WireMockServer(options().dynamicPort());
  private final HikariDataSource database;
  private final HikariDataSource lending;
  private final JdbcClient bank;
  private final Path folder;
  private App app;
  private int applications;

  CasesTest(@TempDir Path folder) {
    this.folder = folder;
    database = Databases.POSTGRESQL.open(folder);
    lending = Databases.POSTGRESQL.open(folder);
    bank = JdbcClient.create(lending);
    for (String table :
        List.of(
            "fund (capital numeric(15, 2))",
            "customer_loan (id varchar(32) primary key, customer_id varchar(32), outstanding"
                + " numeric(15, 2))",
            "reservation (id varchar(255) primary key, amount numeric(15, 2), state varchar(16))",
            "offer (id varchar(255) primary key, amount numeric(15, 2), state varchar(16))"))
      bank.sql("create table " + table).update();
    bank.sql("insert into fund values (10000000)").update();
    bank.sql("insert into customer_loan values ('1', 'C-000042', 1000)").update();
    bureau.start();
    app = start();
  }

  private App start() {
    try {
      return App.start(
          folder.resolve("home"),
          List.of("-Xmx512m"),
          "spring.profiles.active=postgres",
          "spring.datasource.url=" + database.getJdbcUrl(),
          "spring.datasource.username=postgres",
          "spring.datasource.password=",
          "sluice.databases.lending.url=" + lending.getJdbcUrl(),
          "sluice.databases.lending.username=postgres",
          "sluice.bureau.url=http://localhost:" + bureau.port(),
          "sluice.bureau.key=k");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void train() throws IOException {
    Path labelled = folder.resolve("labelled.csv");
    try (Writer writer = Files.newBufferedWriter(labelled)) {
      new LoanWorld(LoanWorld.Settings.of(3_000, 1)).write(writer);
    }
    app.drop("applications-labelled", "labelled.csv", labelled);
    app.run("labelled.csv", run -> run.path("state").asText().equals("COMPLETED"));
  }

  @AfterAll
  void end() {
    app.close();
    bureau.stop();
    database.close();
    lending.close();
  }

  @BeforeEach
  void bureauAnswers() throws IOException {
    bureau.resetAll();
    bureau.stubFor(
        get(urlPathMatching("/customers/.*"))
            .willReturn(okJson(JSON.writeValueAsString(Applications.bureau()))));
  }

  private String started(int amount) {
    String id = "LA-0042-%08d".formatted(++applications);
    HttpResponse<String> answer = app.post(LOANS, body(Applications.request(id, amount)), id);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return read(answer).path("run").asText();
  }

  private static String body(Map<String, Object> record) {
    try {
      return JSON.writeValueAsString(Map.of("record", record));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private JsonNode run(String id) {
    return app.json("/api/runs/" + id);
  }

  private String state(String id) {
    return run(id).path("state").asText();
  }

  private String key(String id) {
    return run(id).path("businessKey").asText();
  }

  private String awaitMessage(String run) {
    app.await(
        () ->
            run(run).path("steps").findValuesAsText("element").contains("issue")
                && app.post("/api/runs/" + run + "/messages/none", "{}")
                    .body()
                    .contains("accepted"));
    return run;
  }

  private String table(String table, String run) {
    return bank.sql("select state from " + table + " where id = ?")
        .param(key(run))
        .query(String.class)
        .optional()
        .orElse("none");
  }

  @Test
  void booksALoanThatPolicyApprovesAndTheCustomerAccepts() {
    String run = awaitMessage(started(9_000));
    assertThat(table("reservation", run)).isEqualTo("RESERVED");
    assertThat(app.post("/api/runs/" + run + "/messages/offer-accepted", "").statusCode())
        .isEqualTo(204);
    app.await(() -> state(run).equals("COMPLETED"));
    assertThat(table("reservation", run)).isEqualTo("BOOKED");
    bureau.verify(
        com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(
                urlPathMatching("/customers/C-000042"))
            .withHeader(
                "Authorization",
                com.github.tomakehurst.wiremock.client.WireMock.equalTo("Bearer k")));
  }

  @Test
  void aPersonDecidesInTheTasklist() throws IOException {
    String approved = started(60_000);
    app.await(() -> asks(approved));
    String declined;
    try (Browser browser = new Browser()) {
      Page page = browser.page(1280, 1000, ColorScheme.LIGHT, true);
      page.setDefaultTimeout(PATIENCE);
      login(page, "approver");
      changesNothingAroundTheAnswer(page, approved);
      answer(page, "60000", "Approve: funds", "tasklist-underwriting");
      declined = started(61_000);
      app.await(() -> asks(declined));
      page.reload();
      answer(page, "61000", "Decline", "tasklist-underwriting-decline");
    }
    awaitMessage(approved);
    app.await(() -> state(declined).equals("COMPLETED"));
    assertThat(table("reservation", declined)).isEqualTo("none");
    JsonNode decision = app.json("/api/decisions?run=" + declined).at("/decisions/0");
    assertThat(decision.at("/human/user").asText()).isEqualTo("approver");
    assertThat(decision.at("/human/reason").asText()).isEqualTo("looked at it");
    assertThat(decision.at("/decision").asText()).isEqualTo("decline");
    assertThat(app.get("/api/decisions/feedback").body())
        .contains("refer,decline,true,looked at it")
        .contains("loan_amount");
  }

  /** The Tasklist's own interface would let whoever may answer write to the whole case. */
  private static void changesNothingAroundTheAnswer(Page page, String run) {
    String change = "{\"value\": 1, \"type\": \"Double\"}";
    String changes = "{\"variables\": {\"amount\": " + change + "}}";
    assertThat(write(page, run, "PUT", "variables/amount", change)).isEqualTo(403);
    assertThat(write(page, run, "PUT", "%76ariables/amount", change)).isEqualTo(403);
    assertThat(write(page, run, "POST", "resolve", changes)).isEqualTo(403);
    assertThat(write(page, run, "POST", "bpmnError", "{\"errorCode\": \"x\"}")).isEqualTo(403);
    assertThat(write(page, run, "POST", "complete", changes)).isGreaterThanOrEqualTo(400);
    assertThat(write(page, run, "POST", "submit-form", changes)).isGreaterThanOrEqualTo(400);
  }

  private static int write(Page page, String run, String method, String below, String body) {
    Object status =
        page.evaluate(
            """
            async ([run, method, below, body]) => {
              const tasks = '/camunda/api/engine/engine/default/task';
              const [task] = await (await fetch(tasks + '?processInstanceId=' + run)).json();
              const token = document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1];
              const headers = {'Content-Type': 'application/json', 'X-XSRF-TOKEN': token};
              const way = tasks + '/' + task.id + '/' + below;
              return (await fetch(way, {method, body, headers})).status;
            }
            """,
            List.of(run, method, below, body));
    return ((Number) status).intValue();
  }

  private boolean asks(String run) {
    return app.json("/api/runs/" + run + "/tasks").at("/tasks/0").isObject();
  }

  private void login(Page page, String user) throws IOException {
    String start = "http://localhost:" + app.port();
    page.navigate(start + "/login");
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(password(user));
    page.getByRole(AriaRole.BUTTON).click();
    page.waitForURL(url -> !url.contains("/login"));
    page.navigate(start + "/camunda/app/tasklist/default/");
  }

  private void answer(Page page, String amount, String decision, String picture) {
    page.getByText("Underwrite").first().click();
    page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
    PlaywrightAssertions.assertThat(page.getByText(amount).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    assertThat(page.getByLabel("Why a person is asked").inputValue()).contains("above 50,000");
    page.getByLabel(decision, new Page.GetByLabelOptions().setExact(false)).first().check();
    page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(false)).fill("looked at it");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/pictures/" + picture + ".png")));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete")).click();
    PlaywrightAssertions.assertThat(
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete")))
        .hasCount(0);
  }

  private String password(String user) throws IOException {
    return Files.readAllLines(folder.resolve("home/users.txt")).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals(user))
        .findFirst()
        .orElseThrow()[1];
  }

  @Test
  void startsOnceForEachKeyHoweverOftenAndAtOnceItIsAsked() throws Exception {
    String record = JSON.writeValueAsString(Applications.complete());
    String body = "{\"model\": \"credit-risk\", \"record\": " + record + "}";
    Map<Integer, Set<String>> runs = new ConcurrentHashMap<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      List<Future<?>> asked =
          IntStream.range(0, 500)
              .<Future<?>>mapToObj(i -> callers.submit(() -> ask(i % 100, body, runs)))
              .toList();
      for (Future<?> one : asked) one.get();
    }
    assertThat(runs).hasSize(100).allSatisfy((key, of) -> assertThat(of).hasSize(1));
    Set<String> distinct = new HashSet<>();
    runs.values().forEach(distinct::addAll);
    assertThat(distinct).hasSize(100);
    assertThat(
            JdbcClient.create(database)
                .sql("select count(*) from run where flow = 'score-case'")
                .query(Long.class)
                .single())
        .isEqualTo(100);
    HttpResponse<String> other =
        app.post("/api/flows/score-case/runs", body.replace("9000.0", "9001.0"), "key-1");
    assertThat(other.statusCode()).isEqualTo(409);
  }

  private void ask(int key, String body, Map<Integer, Set<String>> runs) {
    HttpResponse<String> answer = app.post("/api/flows/score-case/runs", body, "key-" + key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(read(answer).at("/result/band").asText()).isNotEmpty();
    runs.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet())
        .add(read(answer).path("run").asText());
  }

  @Test
  void leavesNoReservationBehindWhereverItIsCancelled() {
    String asked = started(60_000);
    app.await(() -> asks(asked));
    String offered = awaitMessage(started(9_000));
    for (String run : List.of(asked, offered)) {
      assertThat(
              app.post("/api/runs/" + run + "/cancellation", "{\"reason\": \"no\"}").statusCode())
          .isEqualTo(204);
      app.await(() -> state(run).equals("CANCELLED"));
    }
    assertThat(table("reservation", asked)).isEqualTo("none");
    assertThat(table("reservation", offered)).isEqualTo("RELEASED");
    assertThat(table("offer", offered)).isEqualTo("WITHDRAWN");
  }

  @Test
  void compensatesToTheEndWhenKilledHalfWay() throws Exception {
    String run = awaitMessage(started(9_000));
    String key = key(run);
    try (Connection holder = lending.getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select * from reservation where id = '" + key + "' for update");
      app.post("/api/runs/" + run + "/cancellation", "{\"reason\": \"no\"}");
      app.await(() -> table("offer", run).equals("WITHDRAWN"));
      app.kill();
      holder.rollback();
    }
    // What was sent and not confirmed may arrive after the death of the sender, or not at all.
    assertThat(state(key, "reservation")).isIn("RESERVED", "RELEASED");
    app = start();
    app.await(() -> state(run).equals("CANCELLED"));
    assertThat(table("reservation", run)).isEqualTo("RELEASED");
  }

  private String state(String key, String table) {
    return bank.sql("select state from " + table + " where id = ?")
        .param(key)
        .query(String.class)
        .single();
  }

  @Test
  void waitsForABureauThatIsAwayAndGoesOnWhenItIsBack() throws IOException {
    bureau.resetAll();
    bureau.stubFor(get(urlPathMatching("/customers/.*")).willReturn(aResponse().withStatus(500)));
    String run = started(9_000);
    app.await(() -> run(run).at("/steps/1/state").asText().equals("FAILED"));
    assertThat(state(run)).isEqualTo("RUNNING");
    bureauAnswers();
    awaitMessage(run);
  }

  @Test
  void lintsDeploysAndRunsAFlowThatWasDrawnFromTemplates() throws IOException {
    Drawn drawn =
        new Drawn(
                "drawn",
                Drawn.property("input:record", "record of loan-application")
                    + Drawn.property("result", "band"))
            .element("score", "score-case", Map.of("model", "credit-risk"), Map.of())
            .element("ask", "approval", Map.of("four-eyes", "nobody"), Map.of());
    String broken = drawn.bpmn().replace("score-case", "lost-case");
    JsonNode found = read(app.upload("/api/flows/lint", "drawn.bpmn", broken));
    assertThat(found.at("/findings/0/rule").asText()).isEqualTo("unknown-flow");
    assertThat(found.at("/findings/0/element").asText()).isEqualTo("score");
    assertThat(app.upload("/api/flows", "drawn.bpmn", broken).statusCode()).isEqualTo(422);
    JsonNode deployed = read(app.upload("/api/flows", "drawn.bpmn", drawn.bpmn()));
    assertThat(deployed.at("/flows/0/version").asInt()).as(deployed.toString()).isEqualTo(1);
    assertThat(read(app.upload("/api/flows", "drawn.bpmn", drawn.bpmn())).path("changed"))
        .isEmpty();
    String body = "{\"record\": " + JSON.writeValueAsString(Applications.complete()) + "}";
    String run = read(app.post("/api/flows/drawn/runs", body, "drawn-1")).path("run").asText();
    assertThat(asks(run)).isTrue();
    HttpResponse<String> answered =
        app.post(
            "/api/runs/" + run + "/tasks/ask",
            "{\"answer\": \"approve\", \"answerReason\": \"fits\"}");
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(204);
    assertThat(state(run)).isEqualTo("COMPLETED");
    versions(drawn, run);
  }

  private void versions(Drawn drawn, String run) throws IOException {
    String other = drawn.bpmn().replace("candidateGroups='approver'", "candidateGroups='owner'");
    assertThat(read(app.upload("/api/flows", "drawn.bpmn", other)).at("/flows/0/version").asInt())
        .isEqualTo(2);
    JsonNode diff = app.json("/api/flows/drawn/diff?from=1&to=2");
    assertThat(diff.path("changed")).hasSize(1);
    assertThat(diff.at("/changed/0").asText()).isEqualTo("ask");
    String body = "{\"record\": " + JSON.writeValueAsString(Applications.complete()) + "}";
    String waiting = read(app.post("/api/flows/drawn/runs", body, "drawn-2")).path("run").asText();
    JsonNode back = read(app.post("/api/flows/drawn/rollback", "{\"version\": 1}"));
    assertThat(back.at("/flows/0/version").asInt()).isEqualTo(3);
    String move = "{\"from\": 2, \"to\": 3, \"trial\": %s}";
    JsonNode trial = read(app.post("/api/flows/drawn/migration", move.formatted(true)));
    assertThat(trial.path("moved").asInt()).isEqualTo(1);
    assertThat(run(waiting).path("flowVersion").asInt()).isEqualTo(2);
    app.post("/api/flows/drawn/migration", move.formatted(false));
    assertThat(run(waiting).path("flowVersion").asInt()).isEqualTo(3);
    assertThat(run).isNotEqualTo(waiting);
  }

  @Test
  void decidesKeptCasesAgainInTheSameWay() {
    String run = awaitMessage(started(8_000));
    String id = app.json("/api/decisions?run=" + run).at("/decisions/0/id").asText();
    JsonNode replay = read(app.post("/api/decisions/" + id + "/replay", ""));
    assertThat(replay.path("same").asBoolean()).as(replay.toString()).isTrue();
    JsonNode all = read(app.post("/api/decisions/replay?limit=1000", ""));
    assertThat(all.path("same").asInt()).isEqualTo(all.path("replayed").asInt()).isPositive();
    assertThat(Objects.requireNonNull(app.json("/api/decisions/" + id).path("features")).has("age"))
        .isTrue();
  }
}
