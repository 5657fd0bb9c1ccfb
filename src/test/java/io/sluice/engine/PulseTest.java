package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import io.sluice.engine.park.ParkedTargets;
import io.sluice.heal.CircuitReports;
import io.sluice.heal.ParkingBook;
import io.sluice.heal.ParkingSettings;
import io.sluice.step.Circuits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PulseTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong();
  private HikariDataSource database;
  private Pulse pulse;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Databases.H2.open(folder);
    JdbcClient jdbc = JdbcClient.create(database);
    Clock clock = Clock.systemUTC();
    pulse =
        new Pulse(
            "us",
            new CircuitReports(jdbc),
            Circuits.NONE,
            new ParkedTargets(new ParkingBook(jdbc, clock), jdbc, settings(), clock),
            SILENCE,
            new TransactionTemplate(new JdbcTransactionManager(database)),
            nanos::get);
  }

  private static ParkingSettings settings() {
    return new ParkingSettings(
        50, .5, 2, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(5));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void beats(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(1);
      pulse.beat();
    }
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void judgesOthersOnceItHasLivedLongEnough() {
    beats(30);
    assertThat(pulse.steady()).isFalse();
    beats(1);
    assertThat(pulse.steady()).isTrue();
  }

  @Test
  void judgesNobodyWhenItsOwnSignsOfLifeDidNotComeThrough() {
    beats(60);
    pass(40);
    // Nobody could write; whoever looks first must not take that for the death of all.
    assertThat(pulse.steady()).isFalse();
    beats(31);
    assertThat(pulse.steady()).isFalse();
    beats(1);
    assertThat(pulse.steady()).isTrue();
  }
}
