package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.kit.FaultProxy;
import io.sluice.kit.FaultProxy.Fault;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * PostgreSQL falls silent, and is restarted, while loans are decided and a file is scored. With
 * {@code -Dsluice.silence.seconds=30 -Dsluice.silence.loans=40} it is the long form.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseOutageTest {
  private static final int LOANS = Integer.getInteger("sluice.silence.loans", 24);
  private static final Duration SILENCE =
      Duration.ofSeconds(Integer.getInteger("sluice.silence.seconds", 12));
  private static final Duration BOUND = Duration.ofSeconds(15);

  private final ExecutorService callers = Executors.newFixedThreadPool(4);
  private OwnPostgres server;
  private FaultProxy line;
  private LoanOffice office;
  private Sender sender;
  private final Set<String> loans = ConcurrentHashMap.newKeySet();
  private int batches;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    server = new OwnPostgres(folder);
    line = new FaultProxy(server.port());
    office = new LoanOffice(folder, List.of(), server.open(), OwnPostgres.url(line.port()));
    sender = new Sender(office::app);
  }

  @AfterAll
  void close() {
    callers.shutdownNow();
    office.close();
    line.close();
    server.close();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void everythingGoesOnOnceAfterTheDatabaseWasSilent() throws Exception {
    everythingIsDoneOnce(
        () -> {
          line.set(Fault.SILENT);
          Instant until = Instant.now().plus(SILENCE);
          tellsThatTheDatabaseIsAway();
          await().until(() -> Instant.now().isAfter(until));
          line.set(Fault.PASS);
        });
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void everythingGoesOnOnceAfterTheDatabaseWasRestarted() throws Exception {
    everythingIsDoneOnce(
        () -> {
          server.stop();
          tellsThatTheDatabaseIsAway();
          server.start();
        });
  }

  private interface Outage {
    void pass() throws IOException;
  }

  private void everythingIsDoneOnce(Outage outage) throws Exception {
    int before = loans.size();
    List<Future<?>> asked =
        IntStream.range(before, before + LOANS)
            .<Future<?>>mapToObj(i -> callers.submit(() -> apply(i)))
            .toList();
    await().until(() -> loans.size() >= before + LOANS / 4);
    sender.upload("applications", "batch.csv", batch(++batches));
    outage.pass();
    Instant back = Instant.now();
    await().until(() -> office.app().get("/actuator/health").statusCode() == 200);
    for (Future<?> one : asked) one.get();
    await().until(() -> offers() == before + LOANS);
    await().until(() -> published() == batches);
    System.out.printf(
        "%d loans, %d requests unanswered, %d told to come again; all done %d s after%n",
        LOANS,
        sender.unanswered(),
        sender.refused(),
        Duration.between(back, Instant.now()).toSeconds());
    onceEach(before + LOANS);
  }

  private void apply(int number) {
    String id = "LA-0042-%08d".formatted(number);
    loans.add(sender.send(LoanOffice.LOANS, LoanOffice.application(id, 9_000), id));
  }

  private static String batch(int seed) {
    StringWriter csv = new StringWriter();
    try {
      new LoanWorld(LoanWorld.Settings.of(20_000, seed).unlabelled()).write(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv.toString();
  }

  private void tellsThatTheDatabaseIsAway() {
    // What asks at the very moment is answered when its connection is given up.
    await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> office.app().get("/actuator/health").statusCode() == 503);
    Instant asked = Instant.now();
    HttpResponse<String> answer = office.app().get("/api/runs");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(BOUND);
  }

  private void onceEach(int wanted) {
    assertThat(loans).hasSize(wanted);
    assertThat(count("run where flow = 'loan-application'")).isEqualTo(wanted);
    assertThat(count("decision_record where flow = 'loan-application'")).isEqualTo(wanted);
    for (String run : loans) sender.tell(run, "messages/offer-accepted", "{}");
    for (String run : loans) sender.awaitState(run, "COMPLETED");
    assertThat(count("ACT_RU_INCIDENT")).isZero();
    await().until(() -> count("ACT_RU_TASK") == 0);
    await().until(() -> count("ACT_RU_JOB where LOCK_OWNER_ is not null") == 0);
    assertThat(bank("reservation where state = 'BOOKED'")).isEqualTo(wanted);
    assertThat(bank("reservation") + bank("offer")).isEqualTo(2 * wanted);
    assertThat(count("publication")).isEqualTo(batches);
  }

  /** Loans whose customer is to answer, or has. */
  private long offers() {
    return count("run_step where element = 'issue' and state = 'DONE'");
  }

  private long published() {
    return count("run where flow = 'score-batch' and state = 'COMPLETED'");
  }

  private long count(String what) {
    return office.database().sql("select count(*) from " + what).query(Long.class).single();
  }

  private long bank(String what) {
    return office.bank().sql("select count(*) from " + what).query(Long.class).single();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(250));
  }
}
