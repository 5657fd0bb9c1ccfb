package io.sluice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** A test of what answers over HTTP, on a real port, with made-up runs behind it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = FaceWorld.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "sluice.api.max-upload=64KB",
      "sluice.api.max-score-body=1MB",
      "SLUICE_ADMIN_PASSWORD=correct horse battery",
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
          + "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration,"
          + "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration,"
          + "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration,"
          + "org.apache.camel.spring.boot.CamelAutoConfiguration"
    })
@ContextConfiguration(initializers = Faces.FreshHome.class)
public @interface Faces {

  /** Of the records that the models behind the faces score. */
  String CONTRACT =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: 4ad1c6e6-2222-4a55-9a53-0d1f6e0c5a10
      name: trial-contract
      version: 1.2.0
      status: active
      schema:
        - name: trials
          properties:
            - {name: height, logicalType: number, logicalTypeOptions: {minimum: -10, maximum: 10}}
            - {name: weight, logicalType: number}
            - {name: colour, logicalType: string}
            - {name: day, logicalType: date, required: true}
            - {name: bad, logicalType: boolean}
      """;

  /** Starts with a data folder that has nothing but a contract, as on a new machine. */
  final class FreshHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        String home = Files.createTempDirectory("sluice-faces").toString();
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(
                new MapPropertySource(
                    "fresh home", Map.of("sluice.home", home, "sluice.root", home)));
        Path contract = Path.of(home, "config/contracts/trial-contract.odcs.yaml");
        Files.createDirectories(contract.getParent());
        Files.writeString(contract, CONTRACT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
