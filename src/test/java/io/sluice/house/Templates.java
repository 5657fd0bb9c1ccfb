package io.sluice.house;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.engine.template.StepTemplates;
import io.sluice.step.StepInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The element templates beside the flows, where the Camunda Modeler finds them; {@code mvn
 * test-compile exec:exec@templates} writes them.
 */
public final class Templates {
  static final Path FOLDER = Path.of("processes/.camunda/element-templates");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Templates() {}

  public static void main(String[] args) throws IOException {
    Files.createDirectories(FOLDER);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(FOLDER, "*.json")) {
      for (Path file : old) Files.delete(file);
    }
    for (Map.Entry<String, String> file : files().entrySet())
      Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
  }

  /** Content by file name. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (ObjectNode template : all())
      files.put(template.path("id").asText().replace("io.sluice.", "") + ".json", text(template));
    return files;
  }

  /** One for each step of the product, and those of people and calls. */
  public static List<ObjectNode> all() {
    return StepTemplates.of(steps(), null);
  }

  private static List<Class<?>> steps() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(StepInfo.class));
    List<Class<?>> steps = new ArrayList<>();
    scanner
        .findCandidateComponents("io.sluice")
        .forEach(
            found -> {
              String name = String.valueOf(found.getBeanClassName());
              Class<?> step = ClassUtils.resolveClassName(name, null);
              String place = step.getProtectionDomain().getCodeSource().getLocation().getPath();
              if (!place.contains("test-classes")) steps.add(step);
            });
    return steps;
  }

  private static String text(ObjectNode template) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(template) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
