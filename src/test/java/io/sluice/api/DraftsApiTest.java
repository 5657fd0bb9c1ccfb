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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class DraftsApiTest {
  private static final String DRAFTS = "/api/models/drafts";

  private final ObjectMapper json = new ObjectMapper();
  private final Caller caller;
  private final Path home;

  DraftsApiTest(@LocalServerPort int port, @Autowired Home home) {
    this.caller = new Caller(port, home.path());
    this.home = home.path();
  }

  private static String table(int rows) {
    StringBuilder table = new StringBuilder("amount,kind,lost\n");
    for (int i = 0; i < rows; i++)
      table
          .append(i % 17)
          .append(',')
          .append(i % 2 == 0 ? "a" : "b")
          .append(',')
          .append(i % 3 == 0)
          .append('\n');
    return table.toString();
  }

  private HttpResponse<String> draft(String user, String model, String query) {
    String path = DRAFTS + "?model=" + model + "&target=lost" + query;
    return caller.upload(user, path, "file", table(200));
  }

  @Test
  void draftsChangesAndAccepts() throws Exception {
    JsonNode draft = body(draft("scientist", "loss", ""), 201);
    assertThat(draft.get("rows").asInt()).isEqualTo(200);
    assertThat(body(caller.get("scientist", DRAFTS + "/loss"), 200)).isEqualTo(draft);
    String spec = draft.get("spec").asText();
    JsonNode wrong = body(put("loss", Map.of("spec", spec.replace("kind", "knid"))), 422);
    assertThat(wrong.get("type").asText()).endsWith("draft-wrong");
    assertThat(wrong.get("detail").asText()).contains("config/models/loss.yaml:", "nearest: kind");
    assertThat(home.resolve("config/models/loss.yaml")).doesNotExist();
    JsonNode started = body(put("loss", Map.of("spec", spec.replace("200", "30"))), 202);
    assertThat(started.get("run").asText()).isEqualTo(FaceWorld.COMPLETED);
    assertThat(started.at("/links/approval").asText()).endsWith("/tasks/approve");
    assertThat(Files.readString(home.resolve("config/models/loss.yaml"))).contains("trees: 30");
    assertThat(home.resolve("config/contracts/loss.odcs.yaml")).exists();
    assertThat(Files.readString(home.resolve("connectors/loss-inbox.camel.yaml")))
        .contains("sluice:loss?contract=loss&model=loss&flow=score-batch", "\\.(part|tmp)");
    assertThat(caller.get("scientist", DRAFTS + "/loss").statusCode()).isEqualTo(404);
    assertThat(body(draft("scientist", "loss", ""), 409).get("type").asText())
        .endsWith("draft-conflict");
  }

  @Test
  void throwsADraftAway() {
    body(draft("admin", "gone", ""), 201);
    assertThat(caller.send(caller.as("admin", DRAFTS + "/gone").DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(caller.send(caller.as("admin", DRAFTS + "/gone").DELETE()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void wantsAFileOrASourceAndTheRightRole() {
    assertThat(draft("approver", "loss", "").statusCode()).isEqualTo(403);
    assertThat(draft("service", "loss", "").statusCode()).isEqualTo(403);
    assertThat(body(draft("admin", "both", "&source=applications"), 400).get("parameter").asText())
        .isEqualTo("file");
    assertThat(body(draft("admin", "My%20Model", ""), 400).get("parameter").asText())
        .isEqualTo("model");
    JsonNode none = body(post(DRAFTS + "?model=x&target=y&source=applications"), 404);
    assertThat(none.get("type").asText()).endsWith("unknown-file");
    assertThat(body(draft("admin", "drafts", ""), 422).get("type").asText()).endsWith("draft-name");
    assertThat(body(draft("admin", "loss2", "&key=kind"), 422).get("type").asText())
        .endsWith("draft-key");
  }

  private HttpResponse<String> post(String path) {
    return caller.send(caller.as("admin", path).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> put(String model, Map<String, String> body)
      throws JsonProcessingException {
    return caller.send(
        caller
            .as("scientist", DRAFTS + "/" + model)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json.writeValueAsString(body))));
  }

  private JsonNode body(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }
}
