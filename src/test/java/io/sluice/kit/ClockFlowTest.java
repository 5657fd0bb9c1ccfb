package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.CauseBook;
import io.sluice.heal.Outages;
import io.sluice.step.StepUnavailable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * The clock of all machines is set, an hour forward or back: that is, all times that were written
 * lie an hour further back, or ahead.
 */
@FlowTest(
    files = {
      "incident.bpmn",
      "incident.form",
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "scorecard.dmn",
      "band-judgement.form",
      "loan-policy.dmn",
      "score-bands.dmn",
      "underwriting.form"
    })
@TestPropertySource(properties = "sluice.heal.parking.least-jobs=6")
class ClockFlowTest {
  private static final String BUREAU = "credit-bureau";
  private static final Duration LOCK = Duration.ofMinutes(64);

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired Outages outages;
  @Autowired CauseBook causes;
  @Autowired JdbcClient jdbc;
  private int applications;

  @BeforeEach
  void world() {
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("customer-history").answers(Applications.history(1_000));
    outside.source(BUREAU).answers(Applications.bureau());
  }

  @AfterEach
  void over() {
    outages.all().forEach(o -> outages.release(o.parked().target(), "olly", "test over"));
    kit.clear();
    for (int i = 0; i < 3; i++) kit.sweep();
    jdbc.sql("delete from node where id = 'living-node'").update();
  }

  private void clockIsSet(int hours) {
    String[][] times = {
      {"ACT_RU_JOB", "DUEDATE_"},
      {"ACT_RU_JOB", "LOCK_EXP_TIME_"},
      {"node", "seen_at"},
      {"circuit_report", "reported_at"},
      {"restless_job", "locked_until"},
      {"parked_target", "since"},
      {"parked_target", "probe_at"},
      {"affected_job", "since"},
      {"affected_job", "changed_at"}
    };
    for (String[] time : times)
      jdbc.sql(
              "update %s set %s = %2$s - interval '1' hour * %d".formatted(time[0], time[1], hours))
          .update();
  }

  private FlowRun started() {
    String key = "LA-0045-%08d".formatted(++applications);
    Map<String, Object> request = Applications.request(key, 9_000);
    return kit.start(
        "loan-application", key, Map.of("record", kit.record(request, "loan-request")));
  }

  /** As another node does that has taken the job and lives. */
  private void livingNodeHolds(Job job) {
    jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = 'living-node', LOCK_EXP_TIME_ = ? where ID_ = ?")
        .params(Timestamp.from(Instant.now().plus(LOCK)), job.getId())
        .update();
    jdbc.sql("insert into node (id, seen_at) values ('living-node', current_timestamp)").update();
  }

  private void workFails(FlowRun run) {
    for (Job job : run.due())
      try {
        kit.engine.getManagementService().executeJob(job.getId());
      } catch (StepUnavailable expected) {
        assertThat(expected.peer()).contains(BUREAU);
      }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void whatIsUnderWayGoesOnOnceAndIsTakenFromNobody(int hours) {
    List<FlowRun> runs = List.of(started().workOnce(), started());
    FlowRun elsewhere = started();
    livingNodeHolds(elsewhere.due().getFirst());
    kit.sweep();
    clockIsSet(hours);
    for (int i = 0; i < 3; i++) kit.sweep();
    assertThat(
            jdbc.sql("select LOCK_OWNER_ from ACT_RU_JOB where LOCK_OWNER_ is not null")
                .query(String.class)
                .list())
        .containsExactly("living-node");
    assertThat(stillLocked()).isTrue();
    assertThat(elsewhere.path()).doesNotContain("ask-history");
    runs.forEach(run -> decidedOnce(run.work()));
    kit.sweep();
    assertThat(causes.open()).isEmpty();
    assertThat(kit.running("incident")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void whatIsHeldBackIsTriedAgainAndLetGo(int hours) {
    outside
        .source(BUREAU)
        .fails(new StepUnavailable("connector credit-bureau gave no answer", null, null, BUREAU));
    List<FlowRun> runs = IntStream.range(0, 8).mapToObj(i -> started()).toList();
    runs.forEach(this::workFails);
    kit.sweep();
    assertThat(outages.all()).hasSize(1);
    runs.forEach(this::workFails);
    kit.sweep();
    outside.source(BUREAU).answers(Applications.bureau());
    clockIsSet(hours);
    for (int i = 0; i < 8 && !outages.all().isEmpty(); i++) {
      kit.sweep();
      letTheirPaceBeOver();
      runs.forEach(FlowRun::work);
    }
    kit.sweep();
    assertThat(outages.all()).isEmpty();
    runs.forEach(this::decidedOnce);
  }

  private void decidedOnce(FlowRun run) {
    run.assertPassed("ask-bureau", "conclude", "reserve", "issue");
    for (String element : List.of("conclude", "reserve", "issue"))
      assertThat(
              jdbc.sql(
                      "select count(*) from ACT_HI_ACTINST where PROC_INST_ID_ = ? and ACT_ID_ = ?")
                  .params(run.id(), element)
                  .query(Long.class)
                  .single())
          .as(element)
          .isEqualTo(1);
  }

  private boolean stillLocked() {
    return jdbc.sql("select count(*) from ACT_RU_JOB where LOCK_EXP_TIME_ > ?")
        .param(Timestamp.from(Instant.now()))
        .query(Long.class)
        .single()
        .equals(1L);
  }

  /** What was let go comes one after the other, and the next probe is sent, within seconds. */
  private void letTheirPaceBeOver() {
    jdbc.sql(
            """
            update ACT_RU_JOB set DUEDATE_ = null
            where ID_ in (select job from affected_job where state = 'PROBING')
            """)
        .update();
    jdbc.sql(
            """
            update parked_target set probe_at = current_timestamp
            where probe_at < current_timestamp + interval '1' minute
            """)
        .update();
  }
}
