package io.sluice.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PatternWatchTest {
  private static final PatternSettings SETTINGS = new PatternSettings(List.of(6, 24), 20, .25, 56);
  private static final String BUREAU = "credit-bureau";

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private HikariDataSource source;

  private Instant now = Instant.parse("2026-11-23T06:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  @SuppressWarnings("NullAway.Init")
  private HealingTally tally;

  @SuppressWarnings("NullAway.Init")
  private AlertBook alerts;

  @SuppressWarnings("NullAway.Init")
  private PatternWatch watch;

  private void open(Databases database) {
    source = database.open(folder);
    JdbcClient jdbc = JdbcClient.create(source);
    tally = new HealingTally(jdbc, clock);
    alerts = new AlertBook(jdbc, clock);
    watch = new PatternWatch(tally, alerts, SETTINGS, clock);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void morning(String subject, int healings, Duration apart) {
    for (int i = 0; i < healings; i++) {
      tally.healed(subject, 1, 30);
      watch.look();
      now = now.plus(apart);
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void fortySmallHealingsInAMorningRaiseOneAlertThatNamesTheSource(Databases database) {
    open(database);
    morning("core-banking", 3, Duration.ofMinutes(1));
    morning(BUREAU, 40, Duration.ofMinutes(6));
    assertThat(alerts.open()).extracting(Alert::subject).containsExactly(BUREAU);
    Alert alert = alerts.open().getFirst();
    assertThat(alert.jobs()).isGreaterThanOrEqualTo(35);
    assertThat(alert.title())
        .startsWith("credit-bureau: ")
        .endsWith("jobs healed by themselves in 6 hours; less than one are usual");
    assertThat(alerts.untold()).containsExactly(alert);
    assertThat(tally.since(now.minus(Duration.ofDays(1))).getFirst())
        .isEqualTo(new HealingTally.Line(BUREAU, 40, 30));
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void saysNothingOfAHandful(Databases database) {
    open(database);
    morning(BUREAU, 19, Duration.ofMinutes(1));
    assertThat(alerts.latest(10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void saysNothingOfWhatIsUsualAndSpeaksWhenItIsNot(Databases database) {
    open(database);
    tally.healed("first", 1, 0);
    for (int day = 0; day < 20; day++) {
      now = now.plus(Duration.ofDays(1));
      tally.healed(BUREAU, 40, 0);
    }
    watch.look();
    assertThat(alerts.latest(10)).isEmpty();
    tally.healed(BUREAU, 60, 0);
    watch.look();
    assertThat(alerts.open()).extracting(Alert::jobs).containsExactly(100L);
    assertThat(alerts.open().getFirst().expected()).isBetween(35d, 45d);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void closesAnAlertOnceItIsAsUsualAndRaisesTheNext(Databases database) {
    open(database);
    morning(BUREAU, 40, Duration.ofMinutes(1));
    String first = alerts.open().getFirst().id();
    assertThat(alerts.acknowledge(first, "olly", "their disk was full")).isTrue();
    assertThat(alerts.acknowledge(first, "anna", "so it was")).isFalse();
    now = now.plus(Duration.ofHours(5));
    watch.look();
    assertThat(alerts.open()).hasSize(1);
    now = now.plus(Duration.ofHours(3));
    watch.look();
    assertThat(alerts.open()).isEmpty();
    assertThat(alerts.find(first).orElseThrow().acknowledgedBy()).isEqualTo("olly");
    now = now.plus(Duration.ofDays(2));
    morning(BUREAU, 60, Duration.ofMinutes(1));
    assertThat(alerts.open()).hasSize(1);
    assertThat(alerts.latest(10)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void forgetsWhatNoBaselineLooksAt(Databases database) {
    open(database);
    tally.healed(BUREAU, 5, 0);
    now = now.plus(Duration.ofDays(70));
    tally.healed("core-banking", 5, 0);
    watch.forget();
    assertThat(tally.subjects()).isEqualTo(1);
  }
}
