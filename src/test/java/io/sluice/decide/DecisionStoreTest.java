package io.sluice.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.data.Seal;
import io.sluice.decide.DecisionRecords.Counted;
import io.sluice.decide.DecisionRecords.RungCount;
import io.sluice.decide.DecisionRecords.Search;
import io.sluice.step.DecisionTables.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DecisionStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Seal SEAL =
      new Seal() {
        @Override
        public String close(byte[] clear) {
          return Base64.getEncoder().encodeToString(clear);
        }

        @Override
        public byte[] open(String sealed) {
          return Base64.getDecoder().decode(sealed.getBytes(StandardCharsets.US_ASCII));
        }
      };

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private HikariDataSource source;

  @SuppressWarnings("NullAway.Init")
  private DecisionStore store;

  @SuppressWarnings("NullAway.Init")
  private RepetitionStore repetitions;

  private void open(Databases database) {
    source = database.open(folder);
    JdbcClient jdbc = JdbcClient.create(source);
    store = new DecisionStore(jdbc, SEAL);
    repetitions = new RepetitionStore(jdbc, store, new DecisionRows(SEAL));
    add("a", "loans", "risk", "champion", 0);
    add("b", "loans", "risk", "scorecard", 1);
    add("c", "loans", "risk", "previous", 2);
    add("d", "cards", "risk", "human", 3);
    add("e", "loans", "churn", "scorecard", 4);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void add(String id, String flow, String model, String rung, int minutes) {
    store.add(
        record(id, flow, model, "v1", rung, NOON.plus(Duration.ofMinutes(minutes)), null), null);
  }

  private static DecisionRecord record(
      String id,
      String flow,
      String model,
      String version,
      String rung,
      Instant decided,
      @Nullable String redoes) {
    return new DecisionRecord(
        id,
        "run-" + id,
        "conclude",
        "key-" + id,
        flow,
        1,
        "contract",
        "1.0.0",
        "",
        Map.of("age", 42),
        model,
        version,
        "champion",
        .25,
        List.of(),
        List.of(new Verdict("bands", 1, List.of("r"), Map.of("band", "C"))),
        "approve",
        rung,
        null,
        decided,
        "C",
        redoes);
  }

  private static DecisionRecord redo(DecisionRecord first, String id, String version) {
    return record(id, first.flow(), first.model(), version, "champion", NOON, first.id());
  }

  private DecisionRecord find(String id) {
    return store.find(id).orElseThrow();
  }

  private List<String> search(String rung) {
    return store.search(new Search("loans", "", "", false, rung), 10).stream()
        .map(DecisionRecord::id)
        .toList();
  }

  private List<String> open(String version) {
    return repetitions
        .open(new Repetitions.Wanted("", DecisionRecords.DEGRADED), "risk", version, 10)
        .stream()
        .map(DecisionRecord::id)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void listsByRungAndAllThatAreDegraded(Databases database) {
    open(database);
    assertThat(repetitions.keep(redo(find("b"), "b2", "v2"))).isTrue();
    assertThat(search("scorecard")).containsExactly("e", "b");
    assertThat(search("champion")).containsExactly("a");
    assertThat(search("degraded")).containsExactly("e", "c", "b");
    assertThat(search("")).containsExactlyInAnyOrder("a", "b", "c", "e", "b2");
    assertThat(find("b").band()).isEqualTo("C");
    assertThat(find("b").redoes()).isNull();
    assertThat(find("b2").redoes()).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void countsCasesByRungFromTheTopAndNoRepetitions(Databases database) {
    open(database);
    repetitions.keep(redo(find("b"), "b2", "v2"));
    repetitions.keep(redo(find("b"), "b3", "v3"));
    assertThat(store.rungs(new Counted("", "", NOON, NOON.plusSeconds(3_600))))
        .containsExactly(
            new RungCount("champion", 1, 0),
            new RungCount("previous", 1, 0),
            new RungCount("scorecard", 2, 1),
            new RungCount("human", 1, 0));
    assertThat(store.rungs(new Counted("loans", "churn", NOON, NOON.plusSeconds(3_600))))
        .containsExactly(new RungCount("scorecard", 1, 0));
    // The first moment is counted, the last is not.
    assertThat(store.rungs(new Counted("", "", NOON.plusSeconds(60), NOON.plusSeconds(120))))
        .containsExactly(new RungCount("scorecard", 1, 1));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void keepsOneRepetitionForEachVersion(Databases database) throws Exception {
    open(database);
    assertThat(repetitions.models(new Repetitions.Wanted("", "degraded")))
        .containsExactly("churn", "risk");
    assertThat(open("v2")).containsExactly("b", "c", "d");
    DecisionRecord first = find("b");
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "again-" + i;
      tries.add(() -> repetitions.keep(redo(first, id, "v2")));
    }
    List<Boolean> kept = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : callers.invokeAll(tries)) kept.add(one.get());
    }
    assertThat(kept).containsExactlyInAnyOrder(true, false, false, false);
    assertThat(open("v2")).containsExactly("c", "d");
    assertThat(open("v3")).containsExactly("b", "c", "d");
    Repetitions.Wanted wanted = new Repetitions.Wanted("cards", "human");
    assertThat(repetitions.countOpen(wanted, "risk", "v2")).isEqualTo(1);
    assertThat(Objects.requireNonNull(repetitions.of("b", "v2").orElseThrow().redoes()))
        .isEqualTo("b");
    assertThat(repetitions.of("b", "v3")).isEmpty();
  }
}
