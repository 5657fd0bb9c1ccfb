package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.kit.FaultProxy.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The bureau is switched off and on again while two nodes on one database decide loans. With {@code
 * -Dsluice.outage.loans} and {@code -Dsluice.outage.minutes} it gives the figures of the README.
 */
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
  private static final int LOANS = Integer.getInteger("sluice.outage.loans", 60);
  private static final int MINUTES = Integer.getInteger("sluice.outage.minutes", 0);

  /** Calls that the settings allow in a second; a second of ours may lie across two of theirs. */
  private static final int RATE = 50;

  private static final String METRIC =
      "/actuator/metrics/resilience4j.circuitbreaker.state?tag=name:credit-bureau&tag=state:open";

  @TempDir Path folder;

  @Test
  void everyLoanWaitsAndGoesOnByItselfAndNobodyIsAskedMoreThanOnce() throws IOException {
    try (LoanOffice office = new LoanOffice(folder, List.of());
        App second = office.secondNode()) {
      assertThat(second.port()).isPositive();
      office.line().set(Fault.REFUSE);
      List<String> runs = IntStream.range(0, LOANS).mapToObj(i -> office.started(9_000)).toList();
      await().until(() -> outage(office.app()).path("waiting").asInt() >= LOANS - 2);
      await().until(() -> outage(second).path("waiting").asInt() >= LOANS - 2);
      assertThat(office.app().json("/api/causes").path("causes")).isEmpty();
      assertThat(tasks(office)).isEqualTo(1);
      assertThat(office.app().json(METRIC).at("/measurements/0/value").isNumber()).isTrue();
      away();
      office.line().set(Fault.PASS);
      Instant back = Instant.now();
      done(office, back);
      runs.forEach(office::awaitOffer);
      assertThat(exhausted(office)).isZero();
      office.app().await(() -> outage(office.app()).isMissingNode() && tasks(office) == 0);
    }
  }

  private static JsonNode outage(App app) {
    return app.json("/api/outages").at("/outages/0");
  }

  /** Tasks about causes that wait for people. */
  private static long tasks(LoanOffice office) {
    return office
        .database()
        .sql("select count(*) from act_ru_task where name_ like 'Incident: %'")
        .query(Long.class)
        .single();
  }

  private static long exhausted(LoanOffice office) {
    return office.database().sql("select count(*) from act_ru_incident").query(Long.class).single();
  }

  private static long waiting(LoanOffice office) {
    return office
        .database()
        .sql("select count(*) from affected_job where state in ('FAILING', 'PARKED', 'PROBING')")
        .query(Long.class)
        .single();
  }

  private static void away() {
    Instant until = Instant.now().plus(Duration.ofMinutes(MINUTES));
    await().until(() -> Instant.now().isAfter(until));
  }

  private static void done(LoanOffice office, Instant back) {
    await().until(() -> waiting(office) == 0);
    Map<Long, Long> perSecond =
        office.bureau().getAllServeEvents().stream()
            .map(event -> event.getRequest().getLoggedDate().toInstant())
            .filter(at -> !at.isBefore(back))
            .collect(Collectors.groupingBy(Instant::getEpochSecond, Collectors.counting()));
    long calls = perSecond.values().stream().mapToLong(Long::longValue).sum();
    long most = perSecond.values().stream().mapToLong(Long::longValue).max().orElse(0);
    System.out.printf(
        "%d loans, away %d min: the last went on %d s after the bureau was back; %d calls, at most"
            + " %d in a second%n",
        LOANS, MINUTES, Duration.between(back, Instant.now()).toSeconds(), calls, most);
    assertThat(calls).as("calls of the bureau").isBetween((long) LOANS, LOANS + LOANS / 10L);
    assertThat(most).as("calls in a second").isLessThanOrEqualTo(2L * RATE);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(MINUTES + 5L))
        .pollInterval(Duration.ofMillis(500));
  }
}
