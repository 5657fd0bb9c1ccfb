package io.sluice.bench;

import io.sluice.App;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * Scoring of single records over HTTP, beside an endpoint of the same application that has the same
 * login and does nothing; in turns, the load in this process and the application in another.
 */
final class ScoreHttpBench {
  private static final int ROUNDS = 3;
  private static final Duration WARM = Duration.ofSeconds(8);
  private static final Duration TIME = Duration.ofSeconds(8);

  private ScoreHttpBench() {}

  public static void main(String[] args) throws Exception {
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    Path folder = Files.createTempDirectory(parent, "http");
    Path labelled = folder.resolve("labelled.csv");
    try (Writer writer = Files.newBufferedWriter(labelled)) {
      new LoanWorld(LoanWorld.Settings.of(20_000, 1)).write(writer);
    }
    List<String> jvm = List.of("-Xmx512m", "-XX:TieredStopAtLevel=4");
    List<Path> more = List.of(endpoint(folder));
    try (App app = App.start(folder.resolve("home"), jvm, more).looking(Duration.ofMillis(500))) {
      app.drop("applications-labelled", "labelled.csv", labelled);
      app.run("labelled.csv", run -> run.path("state").asText().equals("COMPLETED"));
      measure(app);
    }
  }

  /** The one class of this bench that the application is to find. */
  private static Path endpoint(Path folder) throws IOException {
    String name = "/io/sluice/bench/EmptyEndpoint.class";
    Path file = folder.resolve("classes" + name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    try (InputStream in = Objects.requireNonNull(ScoreHttpBench.class.getResourceAsStream(name))) {
      Files.copy(in, file);
    }
    return folder.resolve("classes");
  }

  private static void measure(App app) throws Exception {
    String login = "admin:" + App.PASSWORD;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    String body = record();
    Load empty = new Load(app.port(), EmptyEndpoint.PATH, basic, body);
    Load score = new Load(app.port(), "/api/models/credit-risk/score", basic, body);
    Load reasons = new Load(app.port(), "/api/models/credit-risk/score?reasons=3", basic, body);
    for (Load load : List.of(empty, score, reasons)) load.run(8, WARM);
    System.out.printf("one record of %d bytes%n", body.length());
    for (int connections : List.of(1, 8, 64)) {
      List<Double> shares = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        Load.Result nothing = empty.run(connections, TIME);
        Load.Result scored = score.run(connections, TIME);
        print("empty", connections, nothing);
        print("score", connections, scored);
        shares.add(scored.rate() / nothing.rate());
      }
      print("with 3 reasons", connections, reasons.run(connections, TIME));
      shares.sort(Double::compare);
      System.out.printf(
          "%d connections: %.0f %% of the empty endpoint's rate (median)%n",
          connections, 100 * shares.get(ROUNDS / 2));
    }
  }

  private static void print(String what, int connections, Load.Result result) {
    System.out.printf(
        "%-15s %3d connections %,8.0f requests/s, p50 %,7.0f µs, p99 %,7.0f µs%n",
        what, connections, result.rate(), result.p50(), result.p99());
  }

  private static String record() throws IOException {
    StringWriter table = new StringWriter();
    new LoanWorld(LoanWorld.Settings.of(1, 7).unlabelled()).write(table);
    List<String> lines = table.toString().lines().toList();
    String[] names = lines.get(0).split(",", -1);
    String[] cells = lines.get(1).split(",", -1);
    StringBuilder record = new StringBuilder("{\"records\":[{");
    for (int i = 0; i < names.length; i++) {
      if (cells[i].isEmpty()) continue;
      boolean number = cells[i].matches("-?\\d+(\\.\\d+)?");
      record
          .append(record.charAt(record.length() - 1) == '{' ? "" : ",")
          .append('"' + names[i] + "\":")
          .append(number ? cells[i] : '"' + cells[i] + '"');
    }
    return record.append("}]}").toString();
  }
}
