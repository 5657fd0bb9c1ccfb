package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.DecisionRecords.RungCount;
import io.sluice.decide.Repetitions;
import io.sluice.model.ModelRoom;
import io.sluice.model.Mover;
import io.sluice.model.Releases;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Listing, counting and redoing decisions of lower rungs by REST. */
@Faces
class RungsApiTest {
  private static final DecisionRecord FIRST =
      new DecisionRecord(
          "d1",
          "run-1",
          "conclude",
          "key-1",
          "loans",
          1,
          "trial-contract",
          "1.2.0",
          "",
          Map.of("height", 1.5, "weight", .25, "colour", "red"),
          "trial",
          "",
          "champion",
          .07,
          List.of(),
          List.of(),
          "approve",
          "scorecard",
          null,
          Instant.parse("2026-11-23T08:00:00Z"),
          "B",
          null);

  private final Caller caller;
  private final DecisionRecords records;
  private final Repetitions repetitions;
  private final ModelRoom room;

  RungsApiTest(
      @LocalServerPort int port,
      @Autowired Home home,
      @Autowired DecisionRecords records,
      @Autowired Repetitions repetitions,
      @Autowired ModelRoom room) {
    caller = new Caller(port, home.path());
    this.records = records;
    this.repetitions = repetitions;
    this.room = room;
  }

  @BeforeEach
  void world() {
    reset(records, repetitions);
    when(records.find("d1")).thenReturn(Optional.of(FIRST));
    when(repetitions.keep(any())).thenReturn(true);
  }

  private HttpResponse<String> post(String user, String path, String body) {
    return caller.send(
        caller
            .as(user, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private String champion() {
    String version = room.trained(1).version();
    room.releases.release(
        ModelRoom.TRIAL,
        new Releases.Wanted(version, Optional.empty(), Optional.empty()),
        Mover.person("ada"));
    return version;
  }

  @Test
  void listsTheDecisionsOfARung() {
    when(records.search(any(), anyInt())).thenReturn(List.of(FIRST));
    HttpResponse<String> answer =
        caller.get("scientist", "/api/decisions?rung=degraded&flow=loans");
    assertThat(answer.body()).contains("\"rung\":\"scorecard\"", "\"band\":\"B\"");
    verify(records).search(new DecisionRecords.Search("loans", "", "", false, "degraded"), 50);
  }

  @Test
  void countsByRungOfAStretchOfTimeOrOfTheLastMonth() {
    when(records.rungs(any())).thenReturn(List.of(new RungCount("scorecard", 3, 1)));
    HttpResponse<String> answer =
        caller.get(
            "scientist",
            "/api/decisions/rungs?flow=loans&from=2026-11-01T00:00:00Z&to=2026-11-23T00:00:00Z");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"rung\":\"scorecard\",\"decisions\":3,\"redone\":1");
    verify(records)
        .rungs(
            new DecisionRecords.Counted(
                "loans",
                "",
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-23T00:00:00Z")));
    caller.get("owner", "/api/decisions/rungs?model=trial");
    ArgumentCaptor<DecisionRecords.Counted> counted =
        ArgumentCaptor.forClass(DecisionRecords.Counted.class);
    verify(records, org.mockito.Mockito.times(2)).rungs(counted.capture());
    assertThat(Duration.between(counted.getValue().from(), counted.getValue().to()))
        .isEqualTo(Duration.ofDays(30));
    assertThat(counted.getValue().model()).isEqualTo("trial");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=yesterday",
        "to=2026-13-01T00:00:00Z",
        "to=%2B1000000000-01-01T00:00:00Z",
        "from=2026-11-23T00:00:00Z&to=2026-11-01T00:00:00Z"
      })
  void refusesWhatIsNoStretchOfTime(String query) {
    HttpResponse<String> answer = caller.get("owner", "/api/decisions/rungs?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("urn:sluice:problem:bad-parameter");
  }

  @Test
  void redoesOneByTheChampion() {
    String version = champion();
    HttpResponse<String> answer = post("operator", "/api/decisions/d1/redo", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"decision\":\"d1\"", "\"rung\":\"scorecard\"", "\"scoreThen\":0.07")
        .contains("\"decided\":\"approve\"", "\"modelVersion\":\"" + version + "\"");
    ArgumentCaptor<DecisionRecord> kept = ArgumentCaptor.forClass(DecisionRecord.class);
    verify(repetitions).keep(kept.capture());
    assertThat(kept.getValue().redoes()).isEqualTo("d1");
    assertThat(kept.getValue().score()).isBetween(0.0, 1.0);
    assertThat(post("operator", "/api/decisions/lost/redo", "").statusCode()).isEqualTo(404);
  }

  @Test
  void redoesManyAndSaysWhatIsOpen() {
    String version = champion();
    Repetitions.Wanted wanted = new Repetitions.Wanted("loans", "scorecard");
    when(repetitions.models(wanted)).thenReturn(List.of("lost", "trial"));
    when(repetitions.open(eq(wanted), eq("trial"), eq(version), eq(7))).thenReturn(List.of(FIRST));
    when(repetitions.countOpen(wanted, "lost", "")).thenReturn(4L);
    HttpResponse<String> answer =
        post(
            "owner",
            "/api/decisions/redo",
            "{\"flow\": \"loans\", \"rung\": \"scorecard\", \"limit\": 7}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"decision\":\"d1\"", "\"open\":4", "model lost has no versions");
  }

  @Test
  void takesAllThatAreDegradedWhenNothingIsSaid() {
    for (String body : List.of("", "{}", "{\"rung\": \" \"}"))
      assertThat(post("operator", "/api/decisions/redo", body).statusCode())
          .as(body)
          .isEqualTo(200);
    verify(repetitions, org.mockito.Mockito.times(3))
        .models(new Repetitions.Wanted("", "degraded"));
    assertThat(post("operator", "/api/decisions/redo", "{\"limit\": 0}").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scientist", "approver", "modeler", "service"})
  void letsOwnersAndOperatorsRedoAndNobodyElse(String user) {
    assertThat(post(user, "/api/decisions/redo", "{}").statusCode()).isEqualTo(403);
    assertThat(post(user, "/api/decisions/d1/redo", "").statusCode()).isEqualTo(403);
    verify(repetitions, never()).keep(any());
    verify(repetitions, never()).models(any());
  }
}
