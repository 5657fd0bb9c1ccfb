package io.sluice.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The rooms of the house and the arrows between them, as the design draws them. */
@Execution(ExecutionMode.CONCURRENT)
class RoomsTest {
  private static final String ROOT = "io.sluice.";

  /** Room, then the rooms that it may import. */
  private static final Map<String, Set<String>> ARROWS = arrows();

  /** Technology, then the only rooms that may import it. */
  private static final Map<String, Set<String>> TECHNOLOGY =
      Map.of(
          "org.camunda.", Set.of("engine"),
          "org.apache.camel.", Set.of("routes"),
          "io.github.resilience4j.", Set.of("routes"),
          "smile.", Set.of("smile"),
          "org.duckdb.", Set.of("duckdb"),
          "ai.onnx", Set.of("onnx"),
          "org.springframework.security.", Set.of("access", "api", "console"));

  private static JavaClasses classes;

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    arrows.put("step", Set.of());
    arrows.put("data", Set.of());
    arrows.put("access", Set.of());
    for (String stage : List.of("collect", "validate", "score", "decide", "publish"))
      arrows.put(stage, Set.of("step", "data"));
    arrows.put("model", Set.of("step", "data", "score"));
    arrows.put("watch", Set.of("step", "data", "score", "model", "decide"));
    arrows.put("heal", Set.of("step", "data"));
    arrows.put("engine", Set.of("step", "data", "heal", "access"));
    arrows.put("routes", Set.of("step", "data", "collect", "publish"));
    arrows.put("smile", Set.of("step", "data", "score", "model"));
    arrows.put("onnx", Set.of("step", "data", "score", "model"));
    arrows.put("duckdb", Set.of("step", "data", "collect", "validate"));
    arrows.put("draft", Set.of("step", "data", "collect", "validate", "score", "model"));
    Set<String> faces =
        Set.of(
            "step",
            "data",
            "collect",
            "validate",
            "score",
            "decide",
            "publish",
            "model",
            "watch",
            "draft",
            "heal",
            "engine",
            "access");
    arrows.put("api", faces);
    arrows.put("console", faces);
    arrows.put("sample", Set.of("data", "score", "model", "engine"));
    return arrows;
  }

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice");
  }

  @Test
  void everyRoomIsInThePlan() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass type : classes) if (!room(type).isEmpty()) rooms.add(room(type));
    assertThat(ARROWS.keySet()).containsAll(rooms);
  }

  @Test
  void roomsImportOnlyWhatThePlanAllows() {
    Set<String> wrong = new TreeSet<>();
    Map<String, Set<String>> drawn = new TreeMap<>();
    for (JavaClass type : classes)
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = room(type);
        String to = room(dependency.getTargetClass().getBaseComponentType());
        if (from.isEmpty() || to.isEmpty() || from.equals(to)) continue;
        drawn.computeIfAbsent(from, r -> new TreeSet<>()).add(to);
        if (!ARROWS.getOrDefault(from, Set.of()).contains(to))
          wrong.add(type.getName() + " -> " + dependency.getTargetClass().getName());
      }
    drawn.forEach((room, used) -> System.out.printf("%-9s -> %s%n", room, used));
    assertThat(wrong).isEmpty();
  }

  @Test
  void technologyStaysInItsRoom() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes)
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getName();
        TECHNOLOGY.forEach(
            (technology, rooms) -> {
              if (target.startsWith(technology) && !rooms.contains(room(type)))
                wrong.add(type.getName() + " -> " + target);
            });
      }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRoomSaysWhatItIsForAndIsNullMarked() throws Exception {
    for (String room : ARROWS.keySet()) {
      Path file = Path.of("src/main/java/io/sluice", room, "package-info.java");
      assertThat(Files.readString(file)).contains("/**").contains("@NullMarked");
    }
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName() + ".";
    if (!name.startsWith(ROOT)) return "";
    return Arrays.stream(name.substring(ROOT.length()).split("\\.")).findFirst().orElse("");
  }
}
