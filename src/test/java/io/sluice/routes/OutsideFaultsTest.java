package io.sluice.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.sluice.kit.FaultProxy;
import io.sluice.kit.FaultProxy.Fault;
import io.sluice.routes.OutsideRoom.Bounds;
import io.sluice.step.Circuits.Event;
import io.sluice.step.Circuits.State;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The credit bureau's connector against a bureau and a network that fail, on real sockets. */
class OutsideFaultsTest {
  private static final String BUREAU = "credit-bureau";
  private static final String SECRET = "Ada Lovelace";
  private static final String FILE = "{\"bureau_score\": 640, \"name\": \"" + SECRET + "\"}";
  private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());

  private FaultProxy network;
  private @Nullable OutsideRoom room;

  @BeforeAll
  static void open() {
    SERVER.start();
  }

  @AfterAll
  static void shut() {
    SERVER.stop();
  }

  @BeforeEach
  void start() {
    SERVER.resetAll();
    SERVER.stubFor(get(urlEqualTo("/customers/C-000042")).willReturn(okJson(FILE)));
    network = new FaultProxy(SERVER.port());
  }

  @AfterEach
  void stop() {
    if (room != null) room.close();
    network.close();
  }

  private OutsideRoom room(Bounds bounds) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("sluice.bureau.url", "http://localhost:" + network.port());
    settings.put("sluice.bureau.key", "k");
    return room = new OutsideRoom(bounds, settings).with(BUREAU);
  }

  private static Map<String, @Nullable Object> ask(OutsideRoom room) {
    return room.lookup.ask(BUREAU, Map.of("customer_id", "C-000042"));
  }

  private static StepUnavailable unavailable(OutsideRoom room) {
    StepUnavailable away = catchThrowableOfType(StepUnavailable.class, () -> ask(room));
    assertThat(away).isNotNull();
    assertThat(away.peer()).contains(BUREAU);
    for (@Nullable Throwable e = away; e != null; e = e.getCause())
      assertThat(String.valueOf(e.getMessage())).doesNotContain(SECRET);
    return away;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PASS")
  void givesUpOnABrokenNetworkAndAnswersOnceItIsSound(Fault fault) throws Exception {
    OutsideRoom room = room(Bounds.WIDE.within(Duration.ofSeconds(1)));
    network.set(fault);
    assertThat(unavailable(room).retryAt()).isEmpty();
    await("the call that was given up has ended")
        .untilAsserted(() -> assertThat(room.circuit(BUREAU).atOnce()).isZero());
    await("and its connection").untilAsserted(() -> assertThat(network.standing()).isZero());
    network.set(Fault.PASS);
    assertThat(ask(room)).containsEntry("bureau_score", 640);
  }

  /** Answers that are none, however they look. */
  enum Wrong {
    ERROR(aResponse().withStatus(500).withBody(SECRET)),
    BUSY(aResponse().withStatus(503)),
    TOO_MANY(aResponse().withStatus(429)),
    TIMED_OUT(aResponse().withStatus(408)),
    NOTHING(aResponse().withStatus(204)),
    EMPTY(aResponse().withStatus(200)),
    PAGE(json(200, "<html>" + SECRET + "</html>").withHeader("Content-Type", "text/html")),
    NO_SUCH_PAGE(json(404, "<html>" + SECRET + "</html>").withHeader("Content-Type", "text/html")),
    TRUNCATED(json(200, "{\"name\": \"" + SECRET)),
    LIST(json(200, "[" + FILE + "]")),
    NULL(json(200, "null")),
    TWO(json(200, FILE + FILE)),
    TWICE(json(200, "{\"bureau_score\": 1, \"bureau_score\": 2}")),
    REDIRECT(aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
    REDIRECT_FOR_GOOD(aResponse().withStatus(308).withHeader("Location", "/elsewhere"));

    private final ResponseDefinitionBuilder answer;

    Wrong(ResponseDefinitionBuilder answer) {
      this.answer = answer;
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
      return aResponse()
          .withStatus(status)
          .withHeader("Content-Type", "application/json")
          .withBody(body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesNoWrongAnswerForOneAndAsksAgainOnlyAsOftenAsItMay(Wrong wrong) throws Exception {
    OutsideRoom room = room(Bounds.WIDE.tries(2));
    SERVER.resetAll();
    SERVER.stubFor(any(anyUrl()).willReturn(wrong.answer));
    assertThat(unavailable(room).retryAt()).isEmpty();
    SERVER.verify(2, getRequestedFor(urlEqualTo("/customers/C-000042")));
    SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void asksAgainOnlyAsOftenAsItMayWhenConnectionsAreReset() throws Exception {
    OutsideRoom room = room(Bounds.WIDE.tries(3));
    network.set(Fault.RESET);
    unavailable(room);
    assertThat(network.connections()).isEqualTo(3);
    assertThat(room.circuits.events(BUREAU))
        .extracting(Event::kind)
        .containsExactly("failed", "retried", "failed", "retried", "failed");
  }

  @Test
  void takesARefusalForGood() throws Exception {
    OutsideRoom room = room(Bounds.WIDE);
    SERVER.resetAll();
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401).withBody(SECRET)));
    StepRejected refused = catchThrowableOfType(StepRejected.class, () -> ask(room));
    assertThat(refused.code()).isEqualTo("lookup-refused");
    assertThat(refused.reason()).contains("401").doesNotContain(SECRET);
    assertThat(network.requests()).isEqualTo(1);
    assertThat(room.circuit(BUREAU).succeeded()).isEqualTo(1);
  }

  @Test
  void letsNoHeaderOfAnAnswerSpeakForTheRoute() throws Exception {
    OutsideRoom room = room(Bounds.WIDE);
    SERVER.resetAll();
    SERVER.stubFor(
        any(anyUrl())
            .willReturn(
                okJson(FILE)
                    .withHeader("refused", SECRET)
                    .withHeader("Refused", SECRET)
                    .withHeader("CamelHttpResponseCode", "404")));
    assertThat(ask(room)).containsEntry("bureau_score", 640);
  }

  @Test
  void knowsACustomerOfWhomTheBureauHasNoFile() throws Exception {
    OutsideRoom room = room(Bounds.WIDE);
    SERVER.resetAll();
    SERVER.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(404).withHeader("Content-Type", "application/json")));
    assertThat(ask(room)).containsEntry("credit_lines", 0).containsEntry("bureau_score", null);
  }

  @Test
  void leavesABrokenBureauAloneUntilProbesFindItSound() throws Exception {
    OutsideRoom room = room(Bounds.WIDE.tries(1));
    network.set(Fault.REFUSE);
    for (int i = 0; i < OutsideRoom.WINDOW; i++) unavailable(room);
    assertThat(room.circuit(BUREAU).state()).isEqualTo(State.OPEN);
    network.set(Fault.PASS);
    int before = network.connections();
    assertThat(unavailable(room).retryAt()).contains(OutsideRoom.START.plus(OutsideRoom.OPEN));
    assertThat(network.connections()).isEqualTo(before);
    room.timeGoesBy(OutsideRoom.OPEN.plusSeconds(1));
    ask(room);
    assertThat(room.circuit(BUREAU).state()).isEqualTo(State.HALF_OPEN);
    ask(room);
    assertThat(room.circuit(BUREAU).state()).isEqualTo(State.CLOSED);
    assertThat(room.circuits.events(BUREAU))
        .extracting(Event::kind)
        .startsWith("closed", "half-open", "open", "failed");
  }

  @Test
  void opensAgainWhenProbesFail() throws Exception {
    OutsideRoom room = room(Bounds.WIDE.tries(1));
    network.set(Fault.RESET);
    for (int i = 0; i < OutsideRoom.WINDOW; i++) unavailable(room);
    room.circuits.probe(BUREAU);
    assertThat(room.circuit(BUREAU).state()).isEqualTo(State.HALF_OPEN);
    for (int i = 0; i < 2; i++) unavailable(room);
    assertThat(room.circuit(BUREAU).state()).isEqualTo(State.OPEN);
  }

  @Test
  void namesOnlyClassesOfFailures() throws Exception {
    OutsideRoom room = room(Bounds.WIDE.tries(1));
    SERVER.resetAll();
    SERVER.stubFor(any(anyUrl()).willReturn(Wrong.PAGE.answer));
    unavailable(room);
    assertThat(room.circuits.events(BUREAU))
        .isEqualTo(List.of(new Event(OutsideRoom.START, BUREAU, "failed", "AnswerUnreadable")));
  }
}
