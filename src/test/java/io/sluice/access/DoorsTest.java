package io.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Caller;
import io.sluice.FaceWorld;
import io.sluice.Faces;
import io.sluice.data.Home;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Faces
class DoorsTest {
  private final Caller caller;

  DoorsTest(@LocalServerPort int port, @Autowired Home home) {
    caller = new Caller(port, home.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/runs",
        "/api/runs/1",
        "/api/runs/1/quarantine",
        "/api/sources",
        "/api/causes",
        "/api/circuits",
        "/api/outages",
        "/api/alerts",
        "/api/models",
        "/api/models/m/versions/1/artifact",
        "/api/models/m/scores/k",
        "/api/nothing",
        "/actuator",
        "/actuator/metrics",
        "/actuator/health/db",
        "/engine-rest",
        "/engine-rest/engine"
      })
  void asksProgramsForALogin(String path) {
    HttpResponse<String> answer = caller.send(HttpRequest.newBuilder(caller.address(path)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(v -> assertThat(v).startsWith("Basic"));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).contains("urn:sluice:problem:login-needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/runs/1",
        "/runs/1/quarantine.csv",
        "/assets/console.js",
        "/camunda/app/cockpit/default/",
        "/camunda/app/tasklist/default/",
        "/nothing",
        "/error",
        "/config/application.yaml"
      })
  void leadsPeopleToTheLogin(String path) {
    HttpResponse<String> answer = caller.send(HttpRequest.newBuilder(caller.address(path)));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(v -> assertThat(v).endsWith("/login"));
  }

  @Test
  void tellsHealthToEverybodyWithoutDetail() {
    HttpResponse<String> answer =
        caller.send(HttpRequest.newBuilder(caller.address("/actuator/health")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "owner,      200, 200, 200, 202, 200, 403",
    "operator,   200, 200, 200, 202, 200, 200",
    "modeler,    200, 403, 200, 403, 200, 403",
    "approver,   200, 403, 200, 403, 200, 403",
    "scientist,  200, 200, 200, 403, 200, 403",
    "admin,      200, 200, 200, 202, 200, 200",
    "service,    403, 403, 403, 403, 200, 403"
  })
  void opensToEachRoleWhatItNeeds(
      String user, int runs, int quarantine, int sources, int files, int score, int actuator) {
    List<Integer> statuses = new ArrayList<>();
    statuses.add(caller.get(user, "/api/runs").statusCode());
    statuses.add(caller.get(user, "/api/runs/" + FaceWorld.COMPLETED + "/quarantine").statusCode());
    statuses.add(caller.get(user, "/api/sources").statusCode());
    statuses.add(
        caller.upload(user, "/api/sources/applications/files", "file", "by " + user).statusCode());
    statuses.add(caller.get(user, "/api/models/credit-risk/scores/A-1").statusCode());
    statuses.add(caller.get(user, "/actuator/metrics").statusCode());

    assertThat(statuses).containsExactly(runs, quarantine, sources, files, score, actuator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/engine-rest/engine", "/api/nothing", "/actuator/env"})
  void keepsClosedEvenToAdminsWhatNoRuleNames(String path) {
    assertThat(caller.get("admin", path).statusCode()).isIn(403, 404);
  }

  @Test
  void locksAfterFiveWrongPasswords() {
    for (int i = 0; i < 5; i++)
      assertThat(caller.send(caller.basic("mallory", "guess", "/api/runs")).statusCode())
          .isEqualTo(401);

    HttpResponse<String> answer = caller.send(caller.basic("mallory", "guess", "/api/runs"));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(answer.body()).contains("login-locked");
  }

  @Test
  void refusesAWriteThatAnotherSiteMadeABrowserSend() {
    HttpRequest.Builder request =
        caller
            .as("operator", "/api/sources/applications/files")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(BodyPublishers.ofString("x"));

    assertThat(caller.send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesAFormWithoutItsToken() {
    HttpRequest.Builder login =
        HttpRequest.newBuilder(caller.address("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=owner&password=" + caller.password("owner")));

    HttpResponse<String> answer = caller.send(login);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(v -> assertThat(v).endsWith("/login?expired"));
  }

  @Test
  void sendsHeadersThatKeepPagesToThemselves() {
    HttpResponse<String> answer = caller.send(HttpRequest.newBuilder(caller.address("/login")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            v ->
                assertThat(v)
                    .contains("script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(v -> assertThat(v).contains("no-store"));
    assertThat(answer.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(v -> assertThat(v).contains("HttpOnly", "SameSite=Lax"));
  }
}
