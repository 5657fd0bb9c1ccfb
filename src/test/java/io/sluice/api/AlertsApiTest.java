package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Reading and acknowledging alerts by REST. */
@Faces
class AlertsApiTest {
  private static final Alert ALERT =
      new Alert(
          "a1",
          "credit-bureau",
          6,
          40,
          1.5,
          1e-30,
          Instant.parse("2026-11-23T10:00:00Z"),
          null,
          null,
          null,
          null);

  @Autowired AlertBook alerts;
  @Autowired HealingTally tally;
  private final Caller caller;

  AlertsApiTest(@LocalServerPort int port, @Autowired Home home) {
    caller = new Caller(port, home.path());
  }

  @BeforeEach
  void world() {
    reset(alerts, tally);
    when(alerts.latest(anyInt())).thenReturn(List.of(ALERT));
    when(alerts.find("a1")).thenReturn(Optional.of(ALERT));
    when(tally.since(any())).thenReturn(List.of(new HealingTally.Line("credit-bureau", 40, 30)));
  }

  @AfterEach
  void over() {
    reset(alerts, tally);
  }

  private HttpResponse<String> acknowledge(String user, String alert, String body) {
    return caller.send(
        caller
            .as(user, "/api/alerts/" + alert + "/acknowledge")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void tellsAlertsAndWhatHealed() {
    String body = caller.get("approver", "/api/alerts").body();
    assertThat(body)
        .contains("credit-bureau: 40 jobs healed by themselves in 6 hours; about 2 are usual")
        .contains("\"healings\":[{\"subject\":\"credit-bureau\",\"jobs\":40,\"seconds\":30.0}]");
  }

  @Test
  void takesTheNoteOfAnOperator() {
    when(alerts.acknowledge("a1", "operator", "their disk was full")).thenReturn(true);
    assertThat(acknowledge("operator", "a1", "{\"note\": \"their disk was full\"}").statusCode())
        .isEqualTo(204);
  }

  @Test
  void saysThatAnotherPersonWasFaster() {
    assertThat(acknowledge("operator", "a1", "{\"note\": \"seen\"}").statusCode()).isEqualTo(409);
    assertThat(acknowledge("operator", "a2", "{\"note\": \"seen\"}").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"note\": \"  \"}"})
  void wantsANote(String body) {
    assertThat(acknowledge("operator", "a1", body).statusCode()).isEqualTo(400);
    verify(alerts, never()).acknowledge(any(), any(), any());
  }

  @Test
  void letsOnlyOperatorsAndAdminsAcknowledge() {
    assertThat(acknowledge("approver", "a1", "{\"note\": \"seen\"}").statusCode()).isEqualTo(403);
  }
}
