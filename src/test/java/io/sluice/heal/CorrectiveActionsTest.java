package io.sluice.heal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.heal.CorrectiveActions.Action;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class CorrectiveActionsTest {
  private static final Cause CAUSE =
      Cause.of("loan-application", "reserve", "core-banking", "StepUnavailable", "no answer");
  private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private HikariDataSource source;

  private Instant now = MORNING;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @SuppressWarnings("NullAway.Init")
  private CorrectiveActions actions;

  private void open(Databases database) {
    source = database.open(folder);
    JdbcClient jdbc = JdbcClient.create(source);
    new CauseBook(jdbc, clock).note(CAUSE);
    actions = new CorrectiveActions(jdbc, clock);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void done(Remedy remedy, String actor, int healed, int failed, int seconds) {
    actions.begin(CAUSE.id(), remedy, actor, "why", healed + failed);
    Action action = actions.current(CAUSE.id()).orElseThrow();
    actions.healed(action.id(), healed);
    actions.failed(action.id(), failed);
    now = now.plusSeconds(seconds);
    actions.end(action.id());
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void tellsHowWellRemediesWork(Databases database) {
    open(database);
    done(Remedy.RETRY, "olly", 12, 0, 10);
    done(Remedy.RETRY, "sluice", 3, 1, 20);
    done(Remedy.RETRY, "olly", 5, 0, 60);
    done(Remedy.SKIP, "olly", 1, 0, 2);
    actions.begin(CAUSE.id(), Remedy.RETRY, "olly", "under way", 1);
    assertThat(actions.effects(MORNING.minusSeconds(1)))
        .containsExactly(
            new CorrectiveActions.Effect(Remedy.RETRY, 3, 2, 20, 20),
            new CorrectiveActions.Effect(Remedy.SKIP, 1, 1, 1, 2));
    assertThat(actions.effects(MORNING.plusSeconds(85)))
        .extracting(CorrectiveActions.Effect::remedy)
        .containsExactly(Remedy.SKIP);
    assertThat(actions.latest(2))
        .extracting(entry -> entry.action().reason(), CorrectiveActions.Entry::cause)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("under way", CAUSE),
            org.assertj.core.groups.Tuple.tuple("why", CAUSE));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void takesForAHabitWhatPeopleChoseOften(Databases database) {
    open(database);
    for (int i = 0; i < 4; i++) done(Remedy.WAIT, "sluice", 1, 0, 1);
    for (int i = 0; i < 2; i++) done(Remedy.RETRY, "olly", 1, 0, 1);
    assertThat(actions.habit(CAUSE.id(), "sluice", 3)).isEmpty();
    done(Remedy.RETRY, "anna", 0, 1, 1);
    assertThat(actions.habit(CAUSE.id(), "sluice", 3))
        .contains(new CorrectiveActions.Habit(Remedy.RETRY, 3, 2));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void keepsWhoStoppedAnAction(Databases database) {
    open(database);
    actions.begin(CAUSE.id(), Remedy.SKIP, "olly", "w".repeat(2_000), 9);
    assertThat(actions.stop(CAUSE.id(), "anna", "wrong choice")).isTrue();
    assertThat(actions.stop(CAUSE.id(), "anna", "again")).isFalse();
    Action stopped = actions.of(CAUSE.id()).getFirst();
    assertThat(stopped.ended()).isEqualTo(MORNING);
    assertThat(stopped.reason()).endsWith("; stopped by anna: wrong choice").hasSize(2_000);
  }
}
