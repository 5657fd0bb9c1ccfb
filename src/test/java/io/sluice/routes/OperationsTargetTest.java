package io.sluice.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The connector for alerts as it is, and with the steps that its comment offers. */
@Execution(ExecutionMode.CONCURRENT)
class OperationsTargetTest {
  private static final Path CONNECTOR = Path.of("connectors/operations.camel.yaml");
  private static final String NOTICE =
      """
      {"subject": "pattern-alert", "facts": {"title": "credit-bureau: 40 jobs healed"}}\
      """;

  @TempDir Path home;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.getPropertiesComponent().addInitialProperty("sluice.home", home.toString());
    CarefulRoutes.watch(camel);
    camel.start();
  }

  @AfterEach
  void stop() throws IOException {
    camel.close();
  }

  private static List<String> lines() throws Exception {
    return Files.readAllLines(CONNECTOR);
  }

  /** The route with the steps of the comment's n-th paragraph in the place of the file. */
  private static String offered(int paragraph) throws Exception {
    String comment =
        lines().stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.substring(1))
            .collect(Collectors.joining("\n"));
    String steps = comment.split("\n\n")[paragraph].replaceAll("(?m)^   ", "        ");
    String route =
        lines().stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    return route.substring(0, route.indexOf("        - to:")) + steps + "\n";
  }

  private void tell(String route) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("operations.camel.yaml", route));
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      var told =
          template.send(
              "direct:target-operations",
              exchange -> {
                exchange.getMessage().setBody(NOTICE);
                exchange.getMessage().setHeader(CamelTargets.NOTICE, "n1");
                exchange.setVariable("facts", Map.of("title", "credit-bureau: 40 jobs healed"));
              });
      if (told.getException() != null) throw told.getException();
    }
  }

  @Test
  void writesAFile() throws Exception {
    tell(Files.readString(CONNECTOR));
    assertThat(home.resolve("outbox/operations/n1.json")).hasContent(NOTICE);
  }

  @Test
  void sendsAMail() throws Exception {
    ServerSetup setup = ServerSetupTest.SMTP.dynamicPort();
    GreenMail server = new GreenMail(setup);
    server.start();
    try {
      server.setUser("sluice", "sluice", "secret");
      set("mail.host", "localhost:" + server.getSmtp().getPort());
      set("mail.username", "sluice");
      set("mail.password", "secret");
      set("mail.from", "sluice@example.org");
      set("mail.operations", "operations@example.org");
      tell(offered(1).replace("smtps:", "smtp:"));
      var mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("Sluice: credit-bureau: 40 jobs healed");
      assertThat(mail.getAllRecipients()[0]).hasToString("operations@example.org");
      assertThat(GreenMailUtil.getBody(mail)).isEqualTo(NOTICE);
    } finally {
      server.stop();
    }
  }

  @Test
  void callsAWebhook() throws Exception {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    try {
      server.stubFor(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204)));
      set("hooks.operations", "//localhost:%d/hook".formatted(server.port()));
      tell(offered(2).replace("https:", "http:"));
      server.verify(
          postRequestedFor(urlEqualTo("/hook"))
              .withHeader("Content-Type", equalTo("application/json"))
              .withRequestBody(equalToJson(NOTICE)));
    } finally {
      server.stop();
    }
  }

  private void set(String property, String value) {
    camel.getPropertiesComponent().addOverrideProperty(property, value);
  }
}
