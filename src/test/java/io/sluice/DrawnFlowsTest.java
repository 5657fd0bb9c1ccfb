package io.sluice;

import static io.sluice.LoanOffice.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.kit.Applications;
import io.sluice.kit.Drawn;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flows drawn from templates alone, linted, deployed and run in the whole product. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LoanOffice.Shared.class)
class DrawnFlowsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> NONE = Map.of();

  private final LoanOffice office;

  DrawnFlowsTest(LoanOffice office) {
    this.office = office;
  }

  private App app() {
    return office.app();
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
    JsonNode found = read(app().upload("/api/flows/lint", "drawn.bpmn", broken));
    assertThat(found.at("/findings/0/rule").asText()).isEqualTo("unknown-flow");
    assertThat(found.at("/findings/0/element").asText()).isEqualTo("score");
    assertThat(app().upload("/api/flows", "drawn.bpmn", broken).statusCode()).isEqualTo(422);
    JsonNode deployed = read(app().upload("/api/flows", "drawn.bpmn", drawn.bpmn()));
    assertThat(deployed.at("/flows/0/version").asInt()).as(deployed.toString()).isEqualTo(1);
    assertThat(read(app().upload("/api/flows", "drawn.bpmn", drawn.bpmn())).path("changed"))
        .isEmpty();
    String body = "{\"record\": " + JSON.writeValueAsString(Applications.complete()) + "}";
    String run = read(app().post("/api/flows/drawn/runs", body, "drawn-1")).path("run").asText();
    assertThat(office.asked(run)).isEqualTo("ask");
    HttpResponse<String> answered =
        app()
            .post(
                "/api/runs/" + run + "/tasks/ask",
                "{\"answer\": \"approve\", \"answerReason\": \"fits\"}");
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(204);
    assertThat(office.state(run)).isEqualTo("COMPLETED");
    versions(drawn, run);
  }

  private void versions(Drawn drawn, String run) throws IOException {
    String other = drawn.bpmn().replace("candidateGroups='approver'", "candidateGroups='owner'");
    assertThat(read(app().upload("/api/flows", "drawn.bpmn", other)).at("/flows/0/version").asInt())
        .isEqualTo(2);
    JsonNode diff = app().json("/api/flows/drawn/diff?from=1&to=2");
    assertThat(diff.path("changed")).hasSize(1);
    assertThat(diff.at("/changed/0").asText()).isEqualTo("ask");
    String body = "{\"record\": " + JSON.writeValueAsString(Applications.complete()) + "}";
    String waiting =
        read(app().post("/api/flows/drawn/runs", body, "drawn-2")).path("run").asText();
    JsonNode back = read(app().post("/api/flows/drawn/rollback", "{\"version\": 1}"));
    assertThat(back.at("/flows/0/version").asInt()).isEqualTo(3);
    String move = "{\"from\": 2, \"to\": 3, \"trial\": %s}";
    JsonNode trial = read(app().post("/api/flows/drawn/migration", move.formatted(true)));
    assertThat(trial.path("moved").asInt()).isEqualTo(1);
    assertThat(office.run(waiting).path("flowVersion").asInt()).isEqualTo(2);
    app().post("/api/flows/drawn/migration", move.formatted(false));
    assertThat(office.run(waiting).path("flowVersion").asInt()).isEqualTo(3);
    assertThat(run).isNotEqualTo(waiting);
  }

  @Test
  void aModelIsTrainedReleasedAndTakenBackByTheTemplatesOfItsSteps() throws IOException {
    String before = champion();
    HttpResponse<String> deployed = app().upload("/api/flows", "drawn-model.bpmn", model().bpmn());
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    String body =
        "{\"file\": \"%s\", \"contract\": \"loan-application\", \"model\": \"credit-risk\"}"
            .formatted(labelled());
    HttpResponse<String> started = app().post("/api/flows/drawn-model/runs", body, "drawn-model");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String run = read(started).path("run").asText();
    office.awaitState(run, "COMPLETED");
    assertThat(office.run(run).path("steps").findValuesAsText("element"))
        .contains("collect", "validate", "train", "compare", "propose", "approve", "challenge")
        .contains("release", "watch", "rollback");
    assertThat(champion()).isEqualTo(before);
    JsonNode moves = app().json("/api/models/credit-risk/history").path("moves");
    assertThat(moves)
        .filteredOn(move -> move.path("run").asText().equals(run))
        .extracting(move -> move.path("role").asText() + " " + move.path("kind").asText())
        .contains("challenger challenge", "champion release", "champion rollback");
  }

  private static Drawn model() {
    Map<String, String> valid = Map.of("records", "${valid}");
    Map<String, String> approver = Map.of("approver", "approver");
    return new Drawn(
            "drawn-model",
            Drawn.property("input:file", "text")
                + Drawn.property("input:contract", "text")
                + Drawn.property("input:model", "text"))
        .element("collect", "collect", NONE, NONE)
        .element("validate", "validate", Map.of("records", "${raw}", "rejects", "${rejects}"), NONE)
        .element("train", "train", valid, NONE)
        .element("compare", "compare", valid, NONE)
        .element(
            "propose", "propose", Map.of("champion", "${champion}", "requester", "owner"), NONE)
        .element(
            "approve",
            "approve",
            Map.of("decision", "release", "reason", "looked at it", "approver", "approver"),
            NONE)
        .element("challenge", "challenge", approver, NONE)
        .element(
            "release",
            "release",
            Map.of("replaces", "${champion}", "artifact", "${artifact}", "approver", "approver"),
            NONE)
        .element("watch", "watch", NONE, NONE)
        .element("rollback", "rollback", NONE, NONE);
  }

  private String champion() {
    return app().json("/api/models/credit-risk").path("champion").asText();
  }

  /** Sends other answers than the office was trained on, and gives the hash of what was kept. */
  private String labelled() throws IOException {
    StringWriter rows = new StringWriter();
    new LoanWorld(LoanWorld.Settings.of(2_000, 2)).write(rows);
    HttpResponse<String> sent =
        app().upload("/api/sources/applications-labelled/files", "more.csv", rows.toString());
    assertThat(sent.statusCode()).as(sent.body()).isLessThan(300);
    return office
        .database()
        .sql("select sha256 from source_file where run_id = ?")
        .param(read(sent).path("run").asText())
        .query(String.class)
        .single();
  }
}
