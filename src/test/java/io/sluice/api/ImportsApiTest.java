package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Batch;
import io.sluice.data.Home;
import io.sluice.model.Imports;
import io.sluice.model.ModelRoom;
import io.sluice.score.InlineRows;
import io.sluice.score.ModelName;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The files are of scikit-learn and LightGBM; see src/test/python/foreign_models.py. */
@Faces
class ImportsApiTest {
  private static final String IMPORTS = "/api/models/trial/imports";

  /** In the order of the graphs' input: a, b, c, d. */
  private static final String SPEC =
      """
      name: trial
      contract: trial-contract
      target: {column: bad, positive: true}
      features:
        - height
        - weight
        - {column: colour, codes: {low: -0.5, middle: 0.0, high: 0.5}}
        - day
      algorithm: {type: imported}
      seed: 7
      floor: {auc: 0.6}
      """;

  private final ObjectMapper json = new ObjectMapper();
  private final Caller caller;
  private final ModelRoom room;

  ImportsApiTest(@LocalServerPort int port, @Autowired Home home, @Autowired ModelRoom room) {
    this.caller = new Caller(port, home.path());
    this.room = room;
  }

  @BeforeEach
  void asksForAnImport() throws IOException {
    room.spec(SPEC);
  }

  @AfterEach
  void takesTheSpecBack() throws IOException {
    room.spec(ModelRoom.SPEC);
  }

  private static byte[] graph(String name) throws IOException {
    try (InputStream in = ImportsApiTest.class.getResourceAsStream("/foreign/" + name + ".onnx")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /**
   * The sample rows, their third feature as a category, with the scores of a model.
   *
   * @param model whose scores are told; null for none
   */
  private static String rows(@Nullable String model) throws IOException {
    List<String[]> lines;
    try (InputStream in = ImportsApiTest.class.getResourceAsStream("/foreign/rows.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      lines = text.lines().map(line -> line.split(",")).toList();
    }
    int told = Arrays.asList(lines.getFirst()).indexOf(model);
    return lines.stream()
        .skip(1)
        .map(
            cells ->
                String.join(
                    ",",
                    cells[0],
                    cells[1],
                    "low",
                    "1970-01-01",
                    cells[4],
                    told < 0 ? "" : cells[told]))
        .collect(Collectors.joining("\n", "height,weight,colour,day,bad,expected_score\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "forest,     Sluice",
    "boosting,   Sluice",
    "lightgbm,   Sluice",
    "xgboost,    Sluice",
    "line,       Sluice",
    "scaled-line,Sluice",
    "network,    ONNX Runtime"
  })
  void takesInWhatOtherToolsFitted(String name, String scoredBy) throws IOException {
    JsonNode imported = body(send("scientist", graph(name), rows(null)), 201);
    assertThat(imported.get("scoredBy").asText()).isEqualTo(scoredBy);
    assertThat(imported.get("difference").asDouble()).isCloseTo(0, within(1e-6));
    assertThat(imported.at("/metrics/rows").asInt()).isEqualTo(300);
    String version = imported.get("version").asText();
    ScoringModel model = room.runtime().pin(new ModelName("trial"), new Selector(version));
    Map<String, Object> row =
        Map.of("height", 3.0, "weight", 2, "colour", "low", "day", "1970-01-01");
    Map<String, Object> low =
        Map.of("height", -3.0, "weight", 0, "colour", "low", "day", "1970-01-01");
    var batch = InlineRows.batch(List.of(row, low), model.features());
    double[] scores = model.score(batch).scores();
    assertThat(scores[0]).isGreaterThan(scores[1]);
    if (scoredBy.equals("Sluice"))
      assertThat(model.reasons(batch, 1).getFirst().getFirst().feature()).isEqualTo("height");
    JsonNode view = body(caller.get("owner", "/api/models/trial/versions/" + version), 200);
    assertThat(view.get("lineage").toString()).contains("onnx:", "rows:");
    assertThat(view.get("trainer").asText()).contains("imported; scored by " + scoredBy);
  }

  @Test
  void leavesMissingValuesToAGraphThatScoresThem() throws IOException {
    room.spec(SPEC + "missing: {number: pass}\n");
    String gaps = rows(null).replaceAll("(?m)^[-0-9.e]+,", ",");
    assertThat(body(send("scientist", graph("xgboost"), gaps), 422).get("type").asText())
        .endsWith("metric-floor");
    JsonNode imported = body(send("scientist", graph("xgboost"), rows(null)), 201);
    assertThat(imported.get("scoredBy").asText()).isEqualTo("ONNX Runtime");
    JsonNode line = body(send("scientist", graph("line"), rows(null)), 422);
    assertThat(line.get("type").asText()).endsWith("import-output");
    assertThat(line.get("detail").asText()).contains("without 'height' the graph gives no number");
  }

  @Test
  void wantsASignatureOfAGraphWhereOneIsAskedFor() throws IOException {
    byte[] graph = graph("forest");
    var sent = new Imports.Sent(graph, Optional.empty(), "ada");
    Batch none = new Batch(List.of(), new Object[0], 0, 0);
    assertThatThrownBy(() -> room.imports(true).graph(ModelRoom.TRIAL, sent, none, null))
        .hasMessageContaining("needs a signature of a key in keys/trusted");
  }

  @Test
  void letsNobodyReleaseAloneWhatHeBrought() throws IOException {
    JsonNode imported = body(send("admin", graph("forest"), rows(null)), 201);
    String body = "{\"version\": \"%s\"}".formatted(imported.get("version").asText());
    assertThat(body(release("admin", body), 403).get("type").asText()).endsWith("four-eyes");
    body(release("approver", body), 200);
  }

  private HttpResponse<String> release(String user, String body) {
    return caller.send(
        caller
            .as(user, "/api/models/trial/release")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void refusesScoresThatAreNotTheMakers() throws IOException {
    JsonNode problem = body(send("scientist", graph("forest"), rows("boosting")), 422);
    assertThat(problem.get("type").asText()).endsWith("import-parity");
    assertThat(problem.get("detail").asText())
        .contains("row 1", "in the order of the graph's input");
  }

  @ParameterizedTest
  @CsvSource({
    "raw-sum, import-output, a score is from 0 to 1",
    "cut,     import-refused, no ONNX graph",
    "flipped, import-refused, refused",
    "huge,    too-large, 64 KB"
  })
  void refusesWhatIsNoModel(String name, String code, String reason) throws IOException {
    byte[] whole = graph(name.equals("raw-sum") ? name : "boosting");
    byte[] bytes =
        switch (name) {
          case "cut" -> Arrays.copyOf(whole, whole.length / 2);
          case "flipped" -> flipped(whole);
          case "huge" -> Arrays.copyOf(whole, 80_000);
          default -> whole;
        };
    JsonNode problem =
        body(send("scientist", bytes, rows(null)), code.equals("too-large") ? 413 : 422);
    assertThat(problem.get("type").asText()).endsWith(code);
    assertThat(problem.get("detail").asText()).contains(reason);
  }

  private static byte[] flipped(byte[] bytes) {
    for (int i = 0; i < 200; i++) bytes[i] ^= (byte) 0x55;
    return bytes;
  }

  @Test
  void refusesFeaturesThatDoNotFitTheContractOrTheGraph() throws IOException {
    room.spec(SPEC.replace("  - day\n", ""));
    JsonNode narrow = body(send("scientist", graph("forest"), rows(null)), 422);
    assertThat(narrow.get("detail").asText()).contains("takes 4 numbers", "give 3");
    room.spec(SPEC.replace("- day\n", "- dey\n"));
    assertThat(body(send("scientist", graph("forest"), rows(null)), 422).get("detail").asText())
        .contains("no column 'dey'; nearest: day");
    room.spec(SPEC.replace(", codes: {low: -0.5, middle: 0.0, high: 0.5}", ""));
    assertThat(body(send("scientist", graph("forest"), rows(null)), 422).get("detail").asText())
        .contains("'colour' is a category: an imported model needs its codes");
    room.spec(ModelRoom.SPEC);
    assertThat(body(send("scientist", graph("forest"), rows(null)), 422).get("type").asText())
        .endsWith("import-spec");
  }

  @Test
  void wantsRowsThatKeepTheContract() throws IOException {
    assertThat(body(send("scientist", graph("forest"), null), 400).get("parameter").asText())
        .isEqualTo("rows");
    String wrong = rows(null).replaceFirst("1970-01-01", "noon");
    JsonNode problem = body(send("scientist", graph("forest"), wrong), 422);
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("day");
    String few = rows(null).lines().limit(10).collect(Collectors.joining("\n"));
    assertThat(body(send("scientist", graph("forest"), few), 422).get("type").asText())
        .endsWith("import-rows");
    assertThat(send("approver", graph("forest"), rows(null)).statusCode()).isEqualTo(403);
  }

  @Test
  void takesAnArtifactOfAnotherInstallationWithATrustedSignature() throws IOException {
    String version =
        body(send("scientist", graph("line"), rows(null)), 201).get("version").asText();
    String path = "/api/models/trial/versions/" + version + "/artifact";
    HttpResponse<byte[]> zip = bytes(path);
    String signature = zip.headers().firstValue("Sluice-Signature").orElseThrow();
    assertThat(body(send("scientist", zip.body(), null), 422).get("type").asText())
        .endsWith("artifact-unsigned");
    JsonNode again = body(send("scientist", zip.body(), null, signature), 201);
    assertThat(again.get("version").asText()).isEqualTo(version);
    byte[] changed = zip.body().clone();
    changed[changed.length / 2] ^= 1;
    assertThat(body(send("scientist", changed, null, signature), 422).get("type").asText())
        .endsWith("artifact-damaged");
  }

  private HttpResponse<byte[]> bytes(String path) {
    try {
      return java.net.http.HttpClient.newHttpClient()
          .send(caller.as("scientist", path).build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(
      String user, byte[] graph, @Nullable String rows, String... signature) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part(body, "file", graph);
    if (rows != null) part(body, "rows", rows.getBytes(StandardCharsets.UTF_8));
    body.writeBytes("--xx--\r\n".getBytes(StandardCharsets.US_ASCII));
    HttpRequest.Builder request =
        caller
            .as(user, IMPORTS)
            .header("Content-Type", "multipart/form-data; boundary=xx")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    for (String text : signature) request.header("Sluice-Signature", text);
    return caller.send(request);
  }

  private static void part(ByteArrayOutputStream body, String name, byte[] content) {
    String head =
        "--xx\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
            .formatted(name, name);
    body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
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
