package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.Caller;
import io.sluice.FaceWorld;
import io.sluice.Faces;
import io.sluice.data.Home;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class ApiTest {
  private static final String FILES = "/api/sources/applications/files";
  private static final String QUARANTINE = "/api/runs/" + FaceWorld.COMPLETED + "/quarantine";

  private final ObjectMapper json = new ObjectMapper();
  private final Caller caller;

  ApiTest(@LocalServerPort int port, @Autowired Home home) {
    caller = new Caller(port, home.path());
  }

  @Test
  void listsRunsWithTheirCountsAndTheStepAtWork() {
    JsonNode runs = body(caller.get("approver", "/api/runs")).get("runs");

    assertThat(runs).hasSize(4);
    assertThat(runs.get(0).at("/current/step").asText()).isEqualTo("score");
    assertThat(runs.get(0).at("/current/rows").asLong()).isEqualTo(412_000);
    assertThat(runs.get(0).at("/current/expected").asLong()).isEqualTo(998_160);
    assertThat(runs.get(1).get("counts").toString())
        .isEqualTo("{\"in\":5000,\"accepted\":4750,\"rejected\":250,\"published\":4750}");
    assertThat(runs.get(1).get("millis").asLong()).isEqualTo(95_000);
  }

  @Test
  void listsOnlyRunsInTheAskedState() {
    JsonNode runs = body(caller.get("approver", "/api/runs?state=refused&limit=5")).get("runs");

    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).get("id").asText()).isEqualTo(FaceWorld.REFUSED);
  }

  @Test
  void tellsOfOneRunItsStepsItsDataAndItsQuarantine() {
    JsonNode run = body(caller.get("approver", "/api/runs/" + FaceWorld.COMPLETED));

    assertThat(run.get("state").asText()).isEqualTo("COMPLETED");
    assertThat(run.get("steps")).hasSize(4);
    assertThat(run.at("/datasets/0/kind").asText()).isEqualTo("RAW");
    assertThat(run.at("/datasets/0/parents/0").asText()).startsWith("file:");
    assertThat(run.at("/links/quarantine").asText()).isEqualTo(QUARANTINE);
    assertThat(run.toString()).doesNotContain("\"path\"");
  }

  @Test
  void pagesThroughTheLastQuarantineOnly() {
    JsonNode page = body(caller.get("owner", QUARANTINE + "?offset=240&limit=100"));

    assertThat(page.get("total").asLong()).isEqualTo(250);
    assertThat(page.get("rows")).hasSize(10);
    assertThat(page.at("/rows/0/line").asLong()).isEqualTo(242);
    assertThat(page.at("/rows/0/value").asText()).isEqualTo("Ada <b>Lovelace</b>");
  }

  @Test
  void masksPersonalValuesForThoseWhoDoNotNeedThem() {
    JsonNode rows = body(caller.get("scientist", QUARANTINE + "?limit=2")).get("rows");

    assertThat(rows.get(0).get("value").asText()).isEqualTo("•••");
    assertThat(rows.get(1).get("value").asText()).isEqualTo("=-1");
  }

  @Test
  void writesTheQuarantineAsCsvWithoutFormulas() {
    HttpResponse<String> answer =
        caller.send(caller.as("scientist", QUARANTINE).header("Accept", "text/csv"));

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(answer.body().lines())
        .hasSize(251)
        .startsWith("line,column,rule,value,message", "2,name,required,•••,a name is wanted")
        .contains("3,amount,minimum,'=-1,at least 0 is wanted");
  }

  @Test
  void takesAFileOnceAndKnowsItTheSecondTime() {
    HttpResponse<String> first = caller.upload("operator", FILES, "file", "a,b\n1,2\n");
    HttpResponse<String> second = caller.upload("operator", FILES, "file", "a,b\n1,2\n");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.headers().firstValue("Location")).hasValue("/api/runs/" + FaceWorld.COMPLETED);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(body(second).get("known").asBoolean()).isTrue();
  }

  @Test
  void runsTheLastFileOnceMore() {
    String runs = "/api/sources/applications/runs";
    HttpResponse<String> again =
        caller.send(caller.as("scientist", runs).POST(BodyPublishers.noBody()));
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("Location")).hasValue("/api/runs/" + FaceWorld.RUNNING);
    assertThat(caller.send(caller.as("service", runs).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(403);
  }

  @Test
  void tellsAScoreAndThatThereIsNone() {
    assertThat(
            body(caller.get("service", "/api/models/credit-risk/scores/A-1"))
                .get("score")
                .asDouble())
        .isEqualTo(.25);
    HttpResponse<String> none = caller.get("service", "/api/models/credit-risk/scores/A-2");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).doesNotContain("A-2");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/runs/none,          404, unknown-run,    no such run",
    "/api/runs?limit=0,       400, bad-parameter,  from 1 to 500",
    "/api/runs?limit=x,       400, bad-parameter,  a whole number",
    "/api/runs?state=late,    400, bad-parameter,  REFUSED",
    "/api/runs/broken,        500, unexpected,     under this id",
    "/api/runs/1/2/3,         404, not-found,      Not Found"
  })
  void answersABadReadingWithAProblem(String path, int status, String code, String detail) {
    expect(caller.get("owner", path), status, code, detail);
  }

  @ParameterizedTest
  @CsvSource({
    "misfit,    422, wrong-header,         column 'age' is missing",
    "away,      503, unavailable,          the store is away",
    "contract,  409, configuration-wrong,  loan.odcs.yaml:3:7",
    "full,      507, storage-full,         no room left"
  })
  void answersARefusedFileWithAProblem(String content, int status, String code, String detail) {
    HttpResponse<String> answer = caller.upload("operator", FILES, "file", content);

    expect(answer, status, code, detail);
    assertThat(answer.body()).doesNotContain("/secret/place");
  }

  @Test
  void namesTheKnownSourcesForAnUnknownOne() {
    HttpResponse<String> answer =
        caller.upload("operator", "/api/sources/nowhere/files", "file", "x");

    expect(answer, 404, "unknown-source", "known are applications");
    assertThat(body(answer).at("/known/0").asText()).isEqualTo("applications");
  }

  @Test
  void refusesAFileAboveTheLimit() {
    expect(caller.upload("operator", FILES, "file", "x".repeat(70_000)), 413, "too-large", "64 KB");
  }

  @Test
  void namesThePartThatIsMissing() {
    expect(caller.upload("operator", FILES, "other", "x"), 400, "missing-part", "'file'");
  }

  @Test
  void refusesABodyThatIsNoUpload() {
    HttpResponse<String> answer =
        caller.send(
            caller
                .as("operator", FILES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"a\":")));

    assertThat(answer.statusCode()).isBetween(400, 415);
    assertThat(body(answer).get("type").asText()).startsWith("urn:sluice:problem:");
  }

  @Test
  void namesTheAllowedMethod() {
    HttpResponse<String> answer = caller.send(caller.as("owner", "/api/runs").DELETE());

    expect(answer, 405, "method-not-allowed", "DELETE");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void refusesAnAddressThatTriesToClimb() {
    assertThat(caller.get("owner", "/api/runs/..%2f..%2fetc").statusCode()).isEqualTo(400);
  }

  private void expect(HttpResponse<String> answer, int status, String code, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = body(answer);
    assertThat(problem.get("type").asText()).isEqualTo("urn:sluice:problem:" + code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).containsIgnoringCase(detail);
    assertThat(answer.body()).doesNotContain("4711", "java.", "trace");
  }

  private JsonNode body(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
