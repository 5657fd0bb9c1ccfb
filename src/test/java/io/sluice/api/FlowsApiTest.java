package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.engine.FlowVersions;
import io.sluice.engine.Signals;
import io.sluice.engine.Signature;
import io.sluice.engine.Signature.Kind;
import io.sluice.engine.Signature.Parameter;
import io.sluice.engine.Starts;
import io.sluice.step.StepRejected;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Starting, telling and deploying by REST: what is taken, what is refused, and by whom. */
@Faces
class FlowsApiTest {
  private static final String RUNS = "/api/flows/loans/runs";
  private static final Signature SIGNATURE =
      new Signature(
          "start",
          List.of(
              new Parameter("record", Kind.RECORD, false, Optional.empty(), Optional.empty()),
              new Parameter("amount", Kind.NUMBER, true, Optional.empty(), Optional.empty()),
              new Parameter("word", Kind.TEXT, false, Optional.empty(), Optional.of("x"))),
          List.of("band"));

  private final Caller caller;
  private final Starts starts;
  private final Signals signals;
  private final FlowVersions flows;

  FlowsApiTest(
      @LocalServerPort int port,
      @Autowired Home home,
      @Autowired Starts starts,
      @Autowired Signals signals,
      @Autowired FlowVersions flows) {
    caller = new Caller(port, home.path());
    this.starts = starts;
    this.signals = signals;
    this.flows = flows;
  }

  @BeforeEach
  void world() {
    reset(starts, signals, flows);
    when(starts.signature("loans")).thenReturn(SIGNATURE);
    when(starts.signature("lost")).thenThrow(new StepRejected("unknown-flow", "no flow"));
    when(starts.start(any())).thenReturn(new Starts.Answer("run-1", true, Map.of("band", "A")));
  }

  private HttpResponse<String> post(String user, String path, String body, String... headers) {
    HttpRequest.Builder request =
        caller
            .as(user, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    return caller.send(request);
  }

  private HttpResponse<String> start(String body) {
    return post("service", RUNS, body, "Idempotency-Key", "k");
  }

  @Test
  void answersInTheCallOrTellsWhereToLook() {
    HttpResponse<String> ended = start("{\"record\": {\"a\": 1}, \"businessKey\": \"b\"}");
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(ended.body()).contains("\"band\":\"A\"", "\"ended\":true");
    assertThat(ended.headers().firstValue("Location")).hasValue("/api/runs/run-1");
    when(starts.start(any())).thenReturn(new Starts.Answer("run-2", false, Map.of()));
    HttpResponse<String> waiting = start("{\"record\": {\"a\": 1}}");
    assertThat(waiting.statusCode()).isEqualTo(202);
    assertThat(waiting.body()).contains("/api/runs/run-2").doesNotContain("result");
  }

  @Test
  void bindsInputsByNameWithDefaultsAndTheSameHashForTheSameContent() {
    start("{\"record\": {\"a\": 1.5, \"b\": null, \"c\": \"t\"}, \"amount\": 3}");
    start("{\"amount\": 3, \"record\": {\"c\": \"t\", \"b\": null, \"a\": 1.5}}");
    ArgumentCaptor<Starts.Order> orders = ArgumentCaptor.forClass(Starts.Order.class);
    verify(starts, org.mockito.Mockito.times(2)).start(orders.capture());
    Starts.Order order = orders.getAllValues().getFirst();
    assertThat(order.user()).isEqualTo("service");
    assertThat(order.key()).isEqualTo("k");
    assertThat(order.inputs())
        .containsEntry("amount", 3L)
        .containsEntry("word", "x")
        .containsEntry(
            "record", new RawRecords(new Records.Inline(List.of(Map.of("a", 1.5, "c", "t"))), ""));
    assertThat(orders.getAllValues()).extracting(Starts.Order::hash).containsOnly(order.hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "422 | invalid-input | record | {}",
        "422 | invalid-input | must be an object | {\"record\": 7}",
        "422 | invalid-input | must be a number | {\"record\": {}, \"amount\": \"4711\"}",
        "422 | invalid-input | nearest | {\"record\": {}, \"amuont\": 1}",
        "422 | invalid-input | single value | {\"record\": {\"a\": [4711]}}",
        "422 | invalid-input | start with _ | {\"record\": {\"_key\": 4711}}",
        "422 | invalid-input | 255 | {\"record\": {}, \"businessKey\": 7}",
        "400 | unreadable-body | line | {\"record\": ",
        "400 | unreadable-body | line | {\"record\": {}, \"record\": {}}",
        "400 | unreadable-body | one JSON object | []"
      })
  void refusesWrongInputsNamingThemWithoutTheirValues(
      int status, String code, String told, String body) {
    HttpResponse<String> answer = start(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("urn:sluice:problem:" + code, told).doesNotContain("4711");
    verify(starts, never()).start(any());
  }

  @Test
  void boundsWhatIsSent() {
    String large = "{\"record\": {\"a\": \"" + "x".repeat(1 << 21) + "\"}}";
    assertThat(start(large).statusCode()).isEqualTo(413);
    String deep = "{\"record\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(start(deep).statusCode()).isEqualTo(400);
    HttpResponse<String> keyless = post("service", RUNS, "{\"record\": {}}");
    assertThat(keyless.statusCode()).isEqualTo(400);
    assertThat(keyless.body()).contains("Idempotency-Key");
    assertThat(post("service", "/api/flows/lost/runs", "{}", "Idempotency-Key", "k").statusCode())
        .isEqualTo(404);
  }

  @Test
  void letsInWhoeverMayAndNobodyElse() {
    String body = "{\"record\": {}}";
    for (String user : List.of("modeler", "approver", "scientist"))
      assertThat(post(user, RUNS, body, "Idempotency-Key", "k").statusCode())
          .as(user)
          .isEqualTo(403);
    assertThat(post("service", "/api/runs/r/cancellation", "{\"reason\": \"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(post("operator", "/api/runs/r/model-version", "{}").statusCode()).isEqualTo(403);
    assertThat(post("approver", "/api/flows/loans/rollback", "{\"version\": 1}").statusCode())
        .isEqualTo(403);
    assertThat(
            post("modeler", "/api/flows/loans/migration", "{\"from\": 1, \"to\": 2}").statusCode())
        .isEqualTo(403);
    verify(signals, never()).cancel(any(), any(), any());
    verify(flows, never()).rollback(any(), org.mockito.ArgumentMatchers.anyInt(), any());
  }

  @Test
  void givesMessagesAndCancels() {
    when(signals.signature("r", "go")).thenReturn(new Signature("go", List.of(), List.of()));
    assertThat(post("service", "/api/runs/r/messages/go", "").statusCode()).isEqualTo(204);
    verify(signals).message(eq("r"), eq("go"), eq("service"), any());
    assertThat(post("service", "/api/runs/r/messages/go", "{\"a\": 1}").statusCode())
        .isEqualTo(422);
    assertThat(post("owner", "/api/runs/r/cancellation", "{\"reason\": \" \"}").statusCode())
        .isEqualTo(400);
    assertThat(post("owner", "/api/runs/r/cancellation", "{\"reason\": \"no\"}").statusCode())
        .isEqualTo(204);
    verify(signals).cancel("r", "owner", "no");
  }

  @ParameterizedTest
  @CsvSource({"flow.xml, 400", "../x.bpmn, 400", "a b.bpmn, 400", "flow.bpmn, 200"})
  void takesFilesByTheirKindsOnly(String name, int status) {
    when(flows.judge(any())).thenReturn(List.of());
    assertThat(upload(name, "<a/>").statusCode()).isEqualTo(status);
  }

  private HttpResponse<String> upload(String name, String content) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(name, content);
    return caller.send(
        caller
            .as("modeler", "/api/flows/lint")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void refusesFilesThatAreTooLarge() {
    assertThat(upload("flow.bpmn", "x".repeat(10_000_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void offersTemplatesWithWhatThereIsNow() {
    HttpResponse<String> answer = caller.get("modeler", "/api/flows/templates");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("io.sluice.approval", "io.sluice.score-case");
  }
}
