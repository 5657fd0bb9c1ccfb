package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sluice.Databases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class LostJobsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Set<String> inHand = new HashSet<>();
  private HikariDataSource database;
  private JdbcClient jdbc;
  private LostJobs lost;

  /** The engine's table, with the columns that count here. */
  @BeforeEach
  void open(@TempDir Path folder) {
    database = Databases.H2.open(folder);
    jdbc = JdbcClient.create(database);
    jdbc.sql(
            "create table ACT_RU_JOB (ID_ varchar(64), REV_ integer, LOCK_OWNER_ varchar(64),"
                + " LOCK_EXP_TIME_ timestamp)")
        .update();
    for (String job : new String[] {"lost", "held"}) lock(job, "us");
    lock("other", "another-node");
    inHand.add("held");
    lost = new LostJobs("us", inHand::contains, jdbc, Duration.ofSeconds(10), nanos::get);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void lock(String job, String node) {
    jdbc.sql("insert into ACT_RU_JOB values (?, 1, ?, current_timestamp)")
        .params(job, node)
        .update();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void givesBackWhatStandsUnderItsNameAndIsNotInItsHands() {
    assertThat(lost.look()).isZero();
    pass(11);
    assertThat(lost.look()).isEqualTo(1);
    assertThat(
            jdbc.sql("select ID_ from ACT_RU_JOB where LOCK_OWNER_ is null and REV_ = 2")
                .query(String.class)
                .list())
        .containsExactly("lost");
  }

  @Test
  void waitsForJobsThatAreOnTheWayIntoItsHands() {
    lost.look();
    pass(9);
    assertThat(lost.look()).isZero();
    inHand.add("lost");
    lost.look();
    inHand.remove("lost");
    pass(9);
    assertThat(lost.look()).isZero();
  }
}
