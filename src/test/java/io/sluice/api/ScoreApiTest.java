package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.model.ModelRoom;
import io.sluice.score.InlineRows;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class ScoreApiTest {
  private static final String MODEL = "/api/models/trial";
  private static final String GOOD = "{\"height\": 1.5, \"weight\": 0.25, \"colour\": \"red\"}";

  private static final String REASONS =
      "reasons: {height: {raises: raises the risk, lowers: lowers the risk}}\n";

  private final ObjectMapper json = new ObjectMapper();
  private final Caller caller;
  private final ModelRoom room;
  private String first = "";
  private String second = "";

  ScoreApiTest(@LocalServerPort int port, @Autowired Home home, @Autowired ModelRoom room) {
    this.caller = new Caller(port, home.path());
    this.room = room;
  }

  @BeforeEach
  void trainsTwoVersionsAndReleasesTheFirst() throws IOException {
    room.spec(ModelRoom.SPEC + REASONS);
    first = room.trained(1).version();
    second = room.trained(2).version();
    move("/challenger", null);
    move("/release", first);
    await(() -> scored(GOOD).get("version").asText().equals(first));
  }

  @AfterEach
  void takesTheSpecBack() throws IOException {
    room.spec(ModelRoom.SPEC);
  }

  private void move(String to, @Nullable String version) {
    String body = version == null ? "{\"version\": null}" : "{\"version\": \"" + version + "\"}";
    body(post("approver", MODEL + to, "application/json", body), 200);
  }

  @Test
  void scoresARecordAsTheModelDoes() {
    JsonNode answer = scored(GOOD);
    assertThat(answer.get("version").asText()).isEqualTo(first);
    assertThat(answer.get("target").asText()).isEqualTo("bad = true");
    assertThat(answer.get("scored").asInt()).isEqualTo(1);
    assertThat(answer.at("/records/0/score").asDouble()).isEqualTo(score(first));
  }

  private double score(String version) {
    ScoringModel model = room.runtime().pin(ModelRoom.TRIAL, new Selector(version));
    Map<String, Object> row = Map.of("height", 1.5, "weight", .25, "colour", "red");
    return model.score(InlineRows.batch(List.of(row), model.features())).scores()[0];
  }

  @Test
  void scoresWithTheVersionOrRoleThatIsAskedFor() {
    move("/challenger", second);
    await(() -> ask("service", "?version=challenger", GOOD).statusCode() == 200);
    JsonNode challenger = body(ask("service", "?version=challenger", GOOD), 200);
    assertThat(challenger.get("version").asText()).isEqualTo(second);
    JsonNode named = body(ask("service", "?version=" + second, GOOD), 200);
    assertThat(named.at("/records/0/score").asDouble()).isEqualTo(score(second));
  }

  @Test
  void seesAReleaseWithinASecondAndARollbackToo() {
    move("/release", second);
    Instant released = Instant.now();
    await(() -> scored(GOOD).get("version").asText().equals(second));
    assertThat(Duration.between(released, Instant.now())).isLessThan(Duration.ofMillis(1_500));
    body(post("operator", MODEL + "/rollback", "application/json", ""), 200);
    await(() -> scored(GOOD).get("version").asText().equals(first));
  }

  @Test
  void keepsWhatTheChallengerWouldHaveSaid() {
    move("/challenger", second);
    await(
        () -> {
          scored(GOOD);
          JsonNode shadow = body(caller.get("owner", MODEL + "/shadow"), 200);
          return shadow.get("both").asInt() >= 3;
        });
    JsonNode shadow = body(caller.get("owner", MODEL + "/shadow"), 200);
    assertThat(shadow.get("champion").asText()).isEqualTo(first);
    assertThat(shadow.get("challenger").asText()).isEqualTo(second);
    assertThat(shadow.get("championMean").asDouble()).isCloseTo(score(first), within(1e-12));
    assertThat(shadow.get("challengerMean").asDouble()).isCloseTo(score(second), within(1e-12));
    assertThat(caller.get("service", MODEL + "/shadow").statusCode()).isEqualTo(403);
  }

  @Test
  void saysWhatPushedTheScore() {
    JsonNode answer = body(ask("service", "?reasons=2", GOOD), 200);
    assertThat(answer.at("/records/0/reasons")).hasSize(2);
    assertThat(answer.at("/records/0/reasons/0/feature").asText()).isEqualTo("height");
    assertThat(answer.at("/records/0/reasons/0/contribution").asDouble()).isPositive();
    assertThat(answer.at("/records/0/reasons/0/text").asText()).isEqualTo("raises the risk");
    body(ask("service", "?reasons=21", GOOD), 400);
  }

  @Test
  void takesAndGivesCsv() {
    String csv = "colour,weight,height\nred,0.25,1.5\nred,0.25\nblue,,1\n";
    HttpResponse<String> answer =
        caller.send(
            caller
                .as("service", MODEL + "/score?partial=true")
                .header("Content-Type", "text/csv")
                .header("Accept", "text/csv")
                .POST(BodyPublishers.ofString(csv)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines())
        .containsExactly(
            "record,score,reasons,errors,version",
            "1,%s,,,%s".formatted(score(first), first),
            "2,,,\"columns:  line 3 has 2 fields, the header has 3\"," + first,
            "3,,,missing-value: weight the model needs a value here," + first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'hieght': 1, 'weight': 1, 'colour': 'red'}         | hieght | unknown-field",
        "{'height': 'tall', 'weight': 1, 'colour': 'red'}    | height | type",
        "{'height': true, 'weight': 1, 'colour': 'red'}      | height | type",
        "{'height': {'a': [1]}, 'weight': 1, 'colour': 'red'}| height | type",
        "{'height': 'NaN', 'weight': 1, 'colour': 'red'}     | height | type",
        "{'height': 1e999, 'weight': 1, 'colour': 'red'}     | height | type",
        "{'height': 11, 'weight': 1, 'colour': 'red'}        | height | maximum",
        "{'height': 1, 'weight': 1, 'colour': 7}             | colour | type",
        "{'height': 1, 'weight': 1, 'colour': 'pink'}        | colour | unknown-category",
        "{'height': 1, 'colour': 'red'}                      | weight | missing-value",
        "{'height': 1, 'weight': null, 'colour': 'red'}      | weight | missing-value",
        "{'height': 1, 'height': 2, 'weight': 1}             | height | duplicate-field",
        "{'height': 1, 'weight': 1, 'day': 'today'}          | day    | type"
      })
  void namesRecordAndFieldAndLeavesTheOthersUnharmed(String record, String field, String rule) {
    String records = GOOD + "," + record.replace('\'', '"');
    JsonNode problem = body(ask("service", "", records), 422);
    assertThat(problem.get("type").asText()).endsWith("invalid-records");
    assertThat(problem.at("/errors/0/record").asInt()).isEqualTo(2);
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(problem.at("/errors/0/rule").asText()).isEqualTo(rule);
    assertThat(problem.toString()).doesNotContain("pink", "tall", "today");
    JsonNode answer = body(ask("service", "?partial=true", records), 200);
    assertThat(answer.at("/records/0/score").asDouble()).isEqualTo(score(first));
    assertThat(answer.at("/records/1/errors/0/rule").asText()).isEqualTo(rule);
    assertThat(answer.at("/records/1").has("score")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'records': [{'height': NaN}]}          | 1",
        "{'records': [{'height': 1}, 7]}         | 1",
        "{'records': [{'height': 1}, {'height']} | 2",
        "{'rows': []}                            | 0",
        "[]                                      | 0",
        "{'records': []} x                       | 0",
        "{'records':                             | 0"
      })
  void tellsWhereJsonCannotBeRead(String text, int record) {
    JsonNode problem = body(send("service", "", text.replace('\'', '"')), 400);
    assertThat(problem.get("type").asText()).endsWith("unreadable-records");
    assertThat(problem.get("record").asInt()).isEqualTo(record);
    assertThat(problem.get("line").asInt()).isEqualTo(1);
  }

  @Test
  void refusesDepthLengthAndSize() {
    String deep = "{\"records\": [{\"height\": " + "[".repeat(100_000);
    assertThat(body(send("service", "", deep), 400).get("type").asText())
        .endsWith("unreadable-records");
    String many = (GOOD + ",").repeat(10_000) + GOOD;
    assertThat(body(ask("service", "", many), 413).get("type").asText())
        .endsWith("too-many-records");
    String large = "{\"records\": [{\"colour\": \"" + "x".repeat(2 << 20) + "\"}]}";
    assertThat(body(send("service", "", large), 413).get("maxBytes").asInt()).isEqualTo(1 << 20);
    assertThat(body(ask("service", "", ""), 400).get("type").asText()).endsWith("no-records");
  }

  @Test
  void scoresTenThousandRecordsInOneRequest() {
    JsonNode answer = body(ask("service", "", (GOOD + ",").repeat(9_999) + GOOD), 200);
    assertThat(answer.get("scored").asInt()).isEqualTo(10_000);
    assertThat(answer.at("/records/9999/record").asInt()).isEqualTo(10_000);
  }

  @Test
  void tellsOfModelsAndVersionsThatCannotBeAsked() {
    assertThat(
            body(post("service", "/api/models/nobody/score", "application/json", "{}"), 404)
                .get("type")
                .asText())
        .endsWith("unknown-model");
    assertThat(body(ask("service", "?version=0000", GOOD), 404).get("type").asText())
        .endsWith("unknown-version");
    String path = MODEL + "/versions/" + second;
    assertThat(post("approver", path + "/retire", "application/json", "").statusCode())
        .isEqualTo(204);
    assertThat(body(ask("service", "?version=" + second, GOOD), 409).get("type").asText())
        .endsWith("version-retired");
    post("approver", path + "/reinstate", "application/json", "");
    assertThat(post("service", MODEL + "/score", "text/plain", GOOD).statusCode()).isEqualTo(415);
    assertThat(caller.send(caller.basic("nobody", "x", MODEL + "/score")).statusCode())
        .isEqualTo(401);
  }

  private JsonNode scored(String record) {
    return body(ask("service", "", record), 200);
  }

  private HttpResponse<String> ask(String user, String query, String records) {
    return send(user, query, "{\"records\": [" + records + "]}");
  }

  private HttpResponse<String> send(String user, String query, String body) {
    return post(user, MODEL + "/score" + query, "application/json", body);
  }

  private HttpResponse<String> post(String user, String path, String type, String body) {
    return caller.send(
        caller.as(user, path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode body(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(10);
    while (!condition.getAsBoolean()) assertThat(Instant.now()).as("it never came").isBefore(end);
  }
}
