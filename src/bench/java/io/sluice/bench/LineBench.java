package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.sluice.App;
import io.sluice.Databases;
import io.sluice.sample.Dirt;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole line, from a CSV file in the inbox to published scores, in a process of its own with
 * 512 MB of heap; beside it Smile's own prediction alone, of the same rows, on all processors.
 */
final class LineBench {
  private static final int TRAIN = 20_000;
  private static final int COMPARED = 1_000_000;
  private static final List<Integer> SIZES = List.of(100_000, COMPARED, 2_000_000);

  private LineBench() {}

  public static void main(String[] args) throws Exception {
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    Path folder = Files.createTempDirectory(parent, "line");
    Path labelled = folder.resolve("labelled.csv");
    write(LoanWorld.Settings.of(TRAIN, 1), labelled);
    for (String pass : List.of("timed", "watched"))
      for (int rows : SIZES)
        write(
            LoanWorld.Settings.of(rows, pass.length()).unlabelled().dirty(Dirt.SOME),
            file(folder, pass, rows));
    for (Databases database : Databases.values()) line(database, folder, labelled);
    double seconds = SmilePass.seconds(labelled, file(folder, "timed", COMPARED));
    System.out.printf(
        "%nSmile's predict alone, %,d rows, all processors: %.1f s%n", COMPARED, seconds);
  }

  private static void line(Databases database, Path folder, Path labelled) throws Exception {
    Path home = folder.resolve(database.name());
    String[] settings = settings(database, folder);
    List<String> jvm = List.of("-Xmx512m", "-XX:TieredStopAtLevel=4");
    try (App app = App.start(home, jvm, settings).looking(Duration.ofMillis(500))) {
      app.drop("applications-labelled", "labelled.csv", labelled);
      finished(app, "labelled.csv");
      System.out.printf("%n%s%n", database);
      for (int rows : SIZES) {
        print(run(app, folder, "timed", rows), rows);
        try (Memory memory = new Memory(app.pid())) {
          run(app, folder, "watched", rows);
          System.out.println("  the same again, watched: " + memory.peaks());
        }
      }
    }
  }

  private static String[] settings(Databases database, Path folder) throws IOException {
    try (HikariDataSource source = database.open(folder)) {
      return new String[] {
        "sluice.root=" + Files.createDirectories(folder.resolve("root")),
        "spring.datasource.url=" + source.getJdbcUrl(),
        "spring.datasource.username=" + source.getUsername()
      };
    }
  }

  private static void print(JsonNode run, int rows) {
    long all = run.path("millis").asLong();
    List<String> steps = new ArrayList<>();
    for (JsonNode step : run.path("steps")) {
      double seconds = Math.max(1, step.path("millis").asLong()) / 1e3;
      steps.add(
          "%s %.1f s (%,.0f rows/s)"
              .formatted(step.path("element").asText(), seconds, rows / seconds));
    }
    System.out.printf(
        "%,d rows in %.1f s (%,.0f rows/s): %s%n",
        rows, all / 1e3, rows / (all / 1e3), String.join(", ", steps));
  }

  private static JsonNode finished(App app, String file) {
    JsonNode run = app.run(file, r -> !r.path("state").asText().equals("RUNNING"));
    if (!run.path("state").asText().equals("COMPLETED"))
      throw new IllegalStateException(run + "\n" + app.printed());
    return run;
  }

  private static JsonNode run(App app, Path folder, String pass, int rows) throws IOException {
    Path file = file(folder, pass, rows);
    app.drop("applications", file.getFileName().toString(), file);
    return finished(app, file.getFileName().toString());
  }

  private static Path file(Path folder, String pass, int rows) {
    return folder.resolve(pass + "-" + rows + ".csv");
  }

  private static void write(LoanWorld.Settings settings, Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      new LoanWorld(settings).write(writer);
    }
  }
}
