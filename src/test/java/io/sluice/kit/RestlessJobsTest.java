package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.CauseBook;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Jobs that are begun again and again, and jobs of nodes that have died. */
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
@TestPropertySource(properties = {"sluice.engine.dead-after=PT0S", "sluice.engine.most-starts=3"})
class RestlessJobsTest {
  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired CauseBook causes;
  @Autowired JdbcClient jdbc;
  private int applications;

  @BeforeEach
  void world() {
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    kit.sweep();
  }

  @AfterEach
  void over() {
    kit.clear();
    kit.sweep();
    kit.sweep();
  }

  private Job waiting() {
    String key = "LA-0044-%08d".formatted(++applications);
    Map<String, Object> request = Applications.request(key, 9_000);
    FlowRun run =
        kit.start("loan-application", key, Map.of("record", kit.record(request, "loan-request")));
    return kit.engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(run.id())
        .messages()
        .list()
        .getFirst();
  }

  /** As a node does that takes the job for a while. */
  private void lock(Job job, String node, Instant until) {
    jdbc.sql("update ACT_RU_JOB set LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = ? where ID_ = ?")
        .params(node, Timestamp.from(until.truncatedTo(ChronoUnit.MILLIS)), job.getId())
        .update();
  }

  private String owner(Job job) {
    return jdbc.sql("select coalesce(LOCK_OWNER_, 'nobody') from ACT_RU_JOB where ID_ = ?")
        .param(job.getId())
        .query(String.class)
        .single();
  }

  private int retries(Job job) {
    return kit.engine
        .getManagementService()
        .createJobQuery()
        .jobId(job.getId())
        .singleResult()
        .getRetries();
  }

  @Test
  void stopsAJobThatIsBegunAgainAndAgainAndAsksOperations() {
    Job job = waiting();
    beginAgainAndAgain(job);
    kit.sweep();
    assertThat(causes.open()).hasSize(1);
    assertThat(causes.open().getFirst().cause().error()).isEqualTo("Restless");
    assertThat(causes.open().getFirst().cause().title()).contains("never came to an end");
    assertThat(kit.running("incident")).hasSize(1);
  }

  @Test
  void saysWhyAJobWasStoppedThatComesToAnEndAfterAll() {
    Job job = waiting();
    beginAgainAndAgain(job);
    ProcessEngineConfigurationImpl engine =
        (ProcessEngineConfigurationImpl) kit.engine.getProcessEngineConfiguration();
    engine
        .getCommandExecutorTxRequired()
        .execute(
            engine
                .getFailedJobCommandFactory()
                .getCommand(job.getId(), new OptimisticLockingException("it has been changed")));
    kit.sweep();
    assertThat(retries(job)).isZero();
    assertThat(causes.open()).extracting(open -> open.cause().error()).containsExactly("Restless");
    assertThat(kit.engine.getManagementService().getJobExceptionStacktrace(job.getId()))
        .contains("never came to an end");
  }

  private void beginAgainAndAgain(Job job) {
    for (int start = 1; start <= 2; start++) {
      lock(job, "us", Instant.now().plusSeconds(60L * start));
      kit.sweep();
      kit.sweep();
      assertThat(retries(job)).isPositive();
    }
    lock(job, "us", Instant.now().plusSeconds(500));
    kit.sweep();
    assertThat(retries(job)).isZero();
  }

  @Test
  void givesBackTheJobsOfANodeThatHasFallenSilent() {
    Job job = waiting();
    lock(job, "dead-node", Instant.now().plusSeconds(3_600));
    kit.sweep();
    assertThat(owner(job)).isEqualTo("dead-node");
    jdbc.sql("insert into node (id, seen_at) values ('dead-node', ?)")
        .param(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1))
        .update();
    kit.sweep();
    kit.sweep();
    assertThat(owner(job)).isEqualTo("nobody");
    assertThat(
            jdbc.sql("select count(*) from node where id = 'dead-node'").query(Long.class).single())
        .isZero();
  }

  @Test
  void leavesTheJobsOfALivingNodeAlone() {
    Job job = waiting();
    lock(job, "living-node", Instant.now().plusSeconds(3_900));
    jdbc.sql("insert into node (id, seen_at) values ('living-node', current_timestamp)").update();
    for (int i = 1; i <= 3; i++) {
      kit.sweep();
      jdbc.sql("update node set seen_at = ? where id = 'living-node'")
          .param(OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(i))
          .update();
    }
    assertThat(owner(job)).isEqualTo("living-node");
    jdbc.sql("delete from node where id = 'living-node'").update();
  }
}
