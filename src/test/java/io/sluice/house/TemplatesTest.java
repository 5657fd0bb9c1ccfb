package io.sluice.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TemplatesTest {

  @Test
  void committedTemplatesAreThoseOfTheSteps() throws IOException {
    Map<String, String> committed = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Templates.FOLDER, "*.json")) {
      for (Path file : files)
        committed.put(String.valueOf(file.getFileName()), Files.readString(file));
    }
    assertThat(committed)
        .as("write them by mvn test-compile exec:exec@templates")
        .isEqualTo(Templates.files());
  }

  /** The schema is Camunda's, of @camunda/element-templates-json-schema 0.22.1 (MIT). */
  @Test
  void templatesKeepTheSchemaOfTheModeler() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(
                new JsonMapper()
                    .readTree(
                        Files.readString(
                            Path.of("src/test/resources/schema/element-templates.json"))));
    for (ObjectNode template : Templates.all())
      assertThat(schema.validate(template)).as(template.path("id").asText()).isEmpty();
  }
}
