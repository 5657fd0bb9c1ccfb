package io.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.LoanOffice;
import io.sluice.kit.Applications;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Many runs that one cause has stopped, on PostgreSQL: how soon there is a task, that there is one
 * only, and how long it takes from its answer until all have gone through. The bureau's rate is
 * raised: at the 50 a second that come as a default it alone would take 200 s for 10,000. The
 * product is compiled as it is when it is started by itself.
 */
final class IncidentBench {
  private static final int LOANS = Integer.getInteger("sluice.incident.loans", 10_000);
  private static final long LOOK_EVERY = 500;

  private IncidentBench() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("sluice.compiler", "-XX:+TieredCompilation");
    Path parent = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
    List<String> settings =
        List.of(
            "sluice.engine.retries=PT1S,PT1S,PT1S",
            "resilience4j.ratelimiter.configs.default.limit-for-period=1000");
    try (LoanOffice office =
        new LoanOffice(Files.createTempDirectory(parent, "incident"), settings)) {
      stop(office);
      heal(office);
    }
    System.exit(0);
  }

  private static void stop(LoanOffice office) throws Exception {
    Map<String, @Nullable Object> wrong = new HashMap<>(Applications.bureau());
    wrong.put("utilization", "0,42");
    office.bureauAnswers(wrong);
    Instant begin = Instant.now();
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < LOANS; i++) all.add(clients.submit(() -> office.started(9_000)));
      for (Future<?> one : all) one.get();
    }
    until(() -> waiting(office) == LOANS);
    System.out.printf("%,d runs are stopped after %s%n", LOANS, since(begin));
    System.out.printf(
        "the first stopped job had its task after %.1f s; tasks: %d%n",
        office.database().sql(TASK).query(Double.class).single(),
        office
            .database()
            .sql("select count(*) from act_ru_task where task_def_key_ = 'handle'")
            .query(Long.class)
            .single());
  }

  private static final String TASK =
      """
      select extract(epoch from min(t.create_time_)
        - (select min(incident_timestamp_) from act_ru_incident))
      from act_ru_task t where t.task_def_key_ = 'handle'
      """;

  private static void heal(LoanOffice office) throws Exception {
    office.bureauAnswers();
    String run = office.app().json("/api/causes").at("/causes/0/taskRun").asText();
    Instant answered = Instant.now();
    var answer =
        office
            .app()
            .post(
                "/api/runs/" + run + "/tasks/handle",
                "{\"remedy\": \"retry\", \"reason\": \"they send numbers again\"}");
    if (answer.statusCode() != 204) throw new IllegalStateException(answer.body());
    until(() -> office.app().json("/api/causes").at("/causes").isEmpty());
    System.out.printf("all went through the step %s after the answer%n", since(answered));
  }

  private static long waiting(LoanOffice office) {
    JsonNode cause = office.app().json("/api/causes").at("/causes/0");
    return cause.path("waiting").asLong();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(Condition condition) throws Exception {
    while (!condition.holds()) Thread.sleep(LOOK_EVERY);
  }

  private static Duration since(Instant begin) {
    return Duration.ofMillis(Duration.between(begin, Instant.now()).toMillis());
  }
}
