package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.model.ModelRoom;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class ModelsApiTest {
  private static final String MODEL = "/api/models/trial";

  private final ObjectMapper json = new ObjectMapper();
  private final Caller caller;
  private final ModelRoom room;
  private String first = "";
  private String second = "";

  ModelsApiTest(@LocalServerPort int port, @Autowired Home home, @Autowired ModelRoom room) {
    this.caller = new Caller(port, home.path());
    this.room = room;
  }

  @BeforeEach
  void trainsTwoVersionsAndReleasesTheFirst() {
    first = room.trained(1).version();
    second = room.trained(2).version();
    release(first);
  }

  private HttpResponse<String> release(String version) {
    return post("approver", MODEL + "/release", "{\"version\": \"%s\"}".formatted(version));
  }

  @Test
  void listsModelsWithTheirRoles() {
    post("admin", MODEL + "/challenger", "{\"version\": \"%s\"}".formatted(second));
    JsonNode list = body(caller.get("modeler", "/api/models"), 200);
    assertThat(list.get("models"))
        .extracting(JsonNode::toString)
        .contains(
            "{\"name\":\"trial\",\"champion\":\"%s\",\"challenger\":\"%s\",\"versions\":2}"
                .formatted(first, second));
    post("approver", MODEL + "/challenger", "{\"version\": null}");
    JsonNode model = body(caller.get("owner", MODEL), 200);
    assertThat(model.get("challenger").isNull()).isTrue();
    assertThat(model.at("/versions")).hasSize(2);
  }

  @Test
  void tellsOfAVersionItsManifestMetricsAndLineage() {
    JsonNode version = body(caller.get("owner", MODEL + "/versions/" + first), 200);
    assertThat(version.get("version").asText()).isEqualTo(first);
    assertThat(version.get("target").asText()).isEqualTo("bad = true");
    assertThat(version.at("/algorithm/type").asText()).isEqualTo("random-forest");
    assertThat(version.at("/metrics/auc").asDouble()).isGreaterThan(.7);
    assertThat(version.get("lineage").toString()).contains("trial-contract@1.2.0", "spec:");
    HttpResponse<String> card = caller.get("owner", version.at("/links/card").asText());
    assertThat(card.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=UTF-8");
    assertThat(card.body()).contains("bad = true");
  }

  @Test
  void handsOutTheArtifactWithItsHashAndSignature() {
    HttpResponse<String> zip = caller.get("scientist", MODEL + "/versions/" + first + "/artifact");
    assertThat(zip.statusCode()).isEqualTo(200);
    assertThat(zip.body()).startsWith("PK");
    assertThat(zip.headers().firstValue("ETag").orElseThrow()).startsWith('"' + first);
    assertThat(zip.headers().firstValue("Sluice-Signature").orElseThrow()).hasSize(88);
    assertThat(zip.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment", "trial-" + first + ".zip");
  }

  @Test
  void refusesAReleaseThatWasDecidedOnSomethingElse() {
    String bound = "{\"version\": \"%s\", \"sha256\": \"%s\", \"champion\": \"%s\"}";
    String sha256 = body(caller.get("owner", MODEL), 200).at("/versions/0/sha256").asText();
    String named = sha256.substring(0, 12);
    JsonNode lost =
        body(post("approver", MODEL + "/release", bound.formatted(named, sha256, second)), 409);
    assertThat(lost.get("type").asText()).endsWith("release-conflict");
    assertThat(lost.get("champion").asText()).isEqualTo(first);
    JsonNode other =
        body(post("approver", MODEL + "/release", bound.formatted(named, "00", first)), 409);
    assertThat(other.get("type").asText()).endsWith("artifact-conflict");
    body(post("approver", MODEL + "/release", bound.formatted(named, sha256, first)), 200);
  }

  @Test
  void rollsBackAndTellsWhoServedWhen() {
    assertThat(body(release(second), 200).get("from").asText()).isEqualTo(first);
    HttpResponse<String> back = post("operator", MODEL + "/rollback", "");
    assertThat(body(back, 200).get("to").asText()).isEqualTo(first);
    JsonNode history = body(caller.get("owner", MODEL + "/history"), 200);
    assertThat(history.get("champion").asText()).isEqualTo(first);
    assertThat(history.at("/moves/0/kind").asText()).isEqualTo("rollback");
    assertThat(history.at("/moves/0/user").asText()).isEqualTo("operator");
    assertThat(history.at("/moves/1/user").asText()).isEqualTo("approver");
    JsonNode past = body(caller.get("owner", MODEL + "/history?at=" + Instant.EPOCH), 200);
    assertThat(past.get("champion").isNull()).isTrue();
    assertThat(past.get("moves")).isEmpty();
  }

  @Test
  void keepsARetiredVersionFromBeingReleased() {
    String path = MODEL + "/versions/" + second;
    assertThat(post("approver", path + "/retire", "").statusCode()).isEqualTo(204);
    assertThat(body(release(second), 409).get("type").asText()).endsWith("version-retired");
    assertThat(post("approver", path + "/reinstate", "").statusCode()).isEqualTo(204);
    assertThat(
            body(post("approver", MODEL + "/versions/" + first + "/retire", ""), 409)
                .get("type")
                .asText())
        .endsWith("retirement-conflict");
  }

  @ParameterizedTest
  @CsvSource({
    "owner,      200, 403, 403, 403",
    "operator,   200, 403, 403, 404",
    "modeler,    200, 403, 403, 403",
    "approver,   200, 404, 404, 404",
    "scientist,  200, 404, 403, 403",
    "admin,      200, 404, 404, 404",
    "service,    403, 403, 403, 403"
  })
  void opensToEachRoleWhatItNeeds(String user, int read, int artifact, int release, int rollback) {
    assertThat(caller.get(user, MODEL).statusCode()).isEqualTo(read);
    assertThat(caller.get(user, MODEL + "/versions/none/artifact").statusCode())
        .isEqualTo(artifact);
    String none = "{\"version\": \"none\"}";
    for (String action : List.of("/release", "/challenger", "/versions/none/retire"))
      assertThat(post(user, MODEL + action, none).statusCode()).isEqualTo(release);
    assertThat(post(user, "/api/models/nothing/rollback", "").statusCode()).isEqualTo(rollback);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/models/none,               404, unknown-model",
    "/api/models/No%20Name,          404, unknown-model",
    "/api/models/trial/versions/1,   404, unknown-version",
    "/api/models/trial/history?at=x, 400, bad-parameter"
  })
  void answersABadReadingWithAProblem(String path, int status, String code) {
    JsonNode problem = body(caller.get("owner", path), status);
    assertThat(problem.get("type").asText()).isEqualTo("urn:sluice:problem:" + code);
  }

  @Test
  void asksForTheVersionToRelease() {
    JsonNode problem = body(post("approver", MODEL + "/release", "{}"), 400);
    assertThat(problem.get("detail").asText()).contains("'version'", "the version to release");
  }

  private HttpResponse<String> post(String user, String path, String body) {
    return caller.send(
        caller
            .as(user, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode body(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
