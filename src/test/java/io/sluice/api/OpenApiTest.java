package io.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.Caller;
import io.sluice.Faces;
import io.sluice.data.Home;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Faces
class OpenApiTest {
  private final Caller caller;
  private final RequestMappingHandlerMapping mappings;

  OpenApiTest(
      @LocalServerPort int port,
      @Autowired Home home,
      @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping) {
    this.caller = new Caller(port, home.path());
    this.mappings = requestMappingHandlerMapping;
  }

  private JsonNode document() throws Exception {
    return new ObjectMapper().readTree(caller.get("service", "/api/openapi.json").body());
  }

  @Test
  void describesEveryAddressWithASummaryAndItsProblems() throws Exception {
    JsonNode paths = document().path("paths");
    List<String> missing = new ArrayList<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, handler) -> {
              if (!handler.getBeanType().getName().startsWith("io.sluice.api")) return;
              for (String path : mapping.getPatternValues())
                for (var method : mapping.getMethodsCondition().getMethods()) {
                  JsonNode said =
                      paths.path(path).path(method.name().toLowerCase(java.util.Locale.ROOT));
                  if (said.path("summary").asText().isEmpty()
                      || said.at("/responses/default/content").isMissingNode())
                    missing.add(method + " " + path);
                }
            });
    assertThat(missing).isEmpty();
    assertThat(paths.size()).isGreaterThan(20);
  }

  @Test
  void showsHowToScore() throws Exception {
    JsonNode score = document().at("/paths/~1api~1models~1{model}~1score/post");
    assertThat(score.path("parameters").findValuesAsText("name"))
        .contains("model", "version", "reasons", "partial");
    assertThat(score.at("/requestBody/content").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("application/json", "text/csv");
  }

  @Test
  void wantsALogin() {
    var stranger = caller.basic("nobody", "wrong", "/api/openapi.json");
    assertThat(caller.send(stranger).statusCode()).isEqualTo(401);
  }
}
