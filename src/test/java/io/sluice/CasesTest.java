package io.sluice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.kit.Applications;
import java.io.IOException;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Cases in the whole product, asked for by REST. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LoanOffice.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("office")
class CasesTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final LoanOffice office;

  CasesTest(LoanOffice office) {
    this.office = office;
  }

  @BeforeEach
  void bureauAnswers() throws IOException {
    office.bureauAnswers();
  }

  @Test
  void booksALoanThatPolicyApprovesAndTheCustomerAccepts() {
    String run = office.awaitOffer(office.started(9_000));
    assertThat(office.bankState("reservation", run)).isEqualTo("RESERVED");
    assertThat(office.app().post("/api/runs/" + run + "/messages/offer-accepted", "").statusCode())
        .isEqualTo(204);
    office.awaitState(run, "COMPLETED");
    assertThat(office.bankState("reservation", run)).isEqualTo("BOOKED");
    office
        .bureau()
        .verify(
            com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor(
                    urlPathMatching("/customers/C-000042"))
                .withHeader(
                    "Authorization",
                    com.github.tomakehurst.wiremock.client.WireMock.equalTo("Bearer k")));
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
            office
                .database()
                .sql("select count(*) from run where flow = 'score-case'")
                .query(Long.class)
                .single())
        .isEqualTo(100);
    HttpResponse<String> other =
        office.app().post("/api/flows/score-case/runs", body.replace("9000.0", "9001.0"), "key-1");
    assertThat(other.statusCode()).isEqualTo(409);
  }

  private void ask(int key, String body, Map<Integer, Set<String>> runs) {
    HttpResponse<String> answer =
        office.app().post("/api/flows/score-case/runs", body, "key-" + key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(LoanOffice.read(answer).at("/result/band").asText()).isNotEmpty();
    runs.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet())
        .add(LoanOffice.read(answer).path("run").asText());
  }

  @Test
  void leavesNoReservationBehindWhereverItIsCancelled() {
    String asked = office.started(60_000);
    office.awaitTask(asked, "underwrite");
    String escalated = office.awaitTask(office.started(60_000), "underwrite");
    office.timeGoesBy(escalated);
    office.awaitTask(escalated, "underwrite-escalated");
    String offered = office.awaitOffer(office.started(9_000));
    for (String run : List.of(asked, escalated, offered)) {
      assertThat(
              office
                  .app()
                  .post("/api/runs/" + run + "/cancellation", "{\"reason\": \"no\"}")
                  .statusCode())
          .isEqualTo(204);
      office.awaitState(run, "CANCELLED");
    }
    assertThat(office.bankState("reservation", asked)).isEqualTo("none");
    assertThat(office.bankState("reservation", escalated)).isEqualTo("none");
    assertThat(office.bankState("reservation", offered)).isEqualTo("RELEASED");
    assertThat(office.bankState("offer", offered)).isEqualTo("WITHDRAWN");
  }

  @Test
  void compensatesToTheEndWhenKilledHalfWay() throws Exception {
    String run = office.awaitOffer(office.started(9_000));
    String key = office.key(run);
    try (Connection holder = office.bankConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select * from reservation where id = '" + key + "' for update");
      office.app().post("/api/runs/" + run + "/cancellation", "{\"reason\": \"no\"}");
      office.app().await(() -> office.bankState("offer", run).equals("WITHDRAWN"));
      office.kill();
      holder.rollback();
    }
    // What was sent and not confirmed may arrive after the death of the sender, or not at all.
    assertThat(state(key, "reservation")).isIn("RESERVED", "RELEASED");
    office.startAgain();
    office.awaitState(run, "CANCELLED");
    assertThat(office.bankState("reservation", run)).isEqualTo("RELEASED");
  }

  private String state(String key, String table) {
    return office
        .bank()
        .sql("select state from " + table + " where id = ?")
        .param(key)
        .query(String.class)
        .single();
  }

  @Test
  void waitsForABureauThatIsAwayAndGoesOnWhenItIsBack() throws IOException {
    office.bureau().resetAll();
    office
        .bureau()
        .stubFor(get(urlPathMatching("/customers/.*")).willReturn(aResponse().withStatus(500)));
    String run = office.started(9_000);
    office.app().await(() -> office.run(run).at("/steps/1/state").asText().equals("FAILED"));
    assertThat(office.state(run)).isEqualTo("RUNNING");
    bureauAnswers();
    office.awaitOffer(run);
  }

  @Test
  void decidesKeptCasesAgainInTheSameWay() {
    String run = office.awaitOffer(office.started(8_000));
    String id = office.app().json("/api/decisions?run=" + run).at("/decisions/0/id").asText();
    JsonNode replay = LoanOffice.read(office.app().post("/api/decisions/" + id + "/replay", ""));
    assertThat(replay.path("same").asBoolean()).as(replay.toString()).isTrue();
    JsonNode all = LoanOffice.read(office.app().post("/api/decisions/replay?limit=1000", ""));
    assertThat(all.path("same").asInt()).isEqualTo(all.path("replayed").asInt()).isPositive();
    assertThat(
            Objects.requireNonNull(office.app().json("/api/decisions/" + id).path("features"))
                .has("age"))
        .isTrue();
  }
}
