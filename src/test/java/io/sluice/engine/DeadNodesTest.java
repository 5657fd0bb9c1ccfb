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

/** Who judges the silence of others, and when. */
class DeadNodesTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong();
  private HikariDataSource database;
  private JdbcClient jdbc;
  private Pulse pulse;
  private DeadNodes dead;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Databases.H2.open(folder);
    jdbc = JdbcClient.create(database);
    jdbc.sql(
            "create table ACT_RU_JOB (ID_ varchar(64), REV_ integer, LOCK_OWNER_ varchar(64),"
                + " LOCK_EXP_TIME_ timestamp)")
        .update();
    jdbc.sql("insert into ACT_RU_JOB values ('job', 1, 'other', current_timestamp)").update();
    CircuitReports reports = new CircuitReports(jdbc);
    Clock clock = Clock.systemUTC();
    pulse =
        new Pulse(
            "us",
            reports,
            Circuits.NONE,
            new ParkedTargets(new ParkingBook(jdbc, clock), jdbc, settings(), clock),
            SILENCE,
            new TransactionTemplate(new JdbcTransactionManager(database)),
            nanos::get);
    RestlessJobs restless =
        new RestlessJobs(jdbc, new EngineSettings(2, HOUR, "", SILENCE, 5, SILENCE, "P30D"));
    dead = new DeadNodes(pulse, reports, restless, SILENCE, nanos::get);
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

  private void otherBeats(String time) {
    jdbc.sql("delete from node where id = 'other'").update();
    jdbc.sql("insert into node (id, seen_at) values ('other', " + time + ")").update();
  }

  private String owner() {
    return jdbc.sql("select coalesce(LOCK_OWNER_, 'nobody') from ACT_RU_JOB")
        .query(String.class)
        .single();
  }

  @Test
  void givesBackTheJobsOfANodeThatItHasHeardNothingOfForLongEnough() {
    beats(60);
    otherBeats("current_timestamp");
    for (int i = 0; i < 31; i++) {
      dead.release();
      assertThat(owner()).isEqualTo("other");
      beats(1);
    }
    dead.release();
    assertThat(owner()).isEqualTo("nobody");
  }

  @Test
  void takesNoNodeForDeadWhenTheDatabasesClockIsSet() {
    beats(60);
    for (String hours : new String[] {"- interval '1' hour", "+ interval '1' hour", ""})
      for (int second = 0; second < 60; second++) {
        // An hour away from the database's time, as the last sign before its clock was set.
        otherBeats("current_timestamp " + hours + " + interval '" + second + "' second");
        dead.release();
        beats(1);
      }
    assertThat(owner()).isEqualTo("other");
  }
}
