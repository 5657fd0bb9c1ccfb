package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.data.ConfigFolder;
import io.sluice.step.Flows;
import io.sluice.step.StepRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
    classes = EngineFixture.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "sluice.home=target/homes/engine-${random.uuid}",
      "spring.datasource.url=jdbc:h2:mem:engine;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "sluice.engine.sweep=false",
      "camunda.bpm.auto-deployment-enabled=false"
    })
@DirtiesContext
class EngineTest {
  @Autowired Flows flows;
  @Autowired Runs runs;
  @Autowired RuntimeService runtime;
  @Autowired RepositoryService repository;
  @Autowired ManagementService management;
  @Autowired FlowFolder folder;
  @Autowired MeterRegistry meters;

  @BeforeEach
  void forget() {
    EngineFixture.DONE.clear();
    EngineFixture.failure = null;
  }

  @AfterEach
  void end() {
    runtime
        .createProcessInstanceQuery()
        .list()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "test over"));
  }

  @Test
  void runsStepsFromParametersToVariablesEachInItsOwnTransaction() {
    double before = completed();
    String run = start();
    assertThat(EngineFixture.DONE).isEmpty();
    work(1);
    assertThat(EngineFixture.DONE).containsExactly("make box");
    assertThat(runs.find(run).orElseThrow().state()).isEqualTo(Run.State.RUNNING);
    work(3);
    assertThat(EngineFixture.DONE).containsExactly("make box", "check 3");
    Run ended = runs.find(run).orElseThrow();
    assertThat(ended.state()).isEqualTo(Run.State.COMPLETED);
    assertThat(ended.businessKey()).isEqualTo("key-1");
    assertThat(ended.steps()).extracting(RunStep::element).containsExactly("make", "check");
    assertThat(ended.steps().getFirst().rows()).isEqualTo(3);
    assertThat(ended.steps()).extracting(RunStep::state).containsOnly(RunStep.State.DONE);
    assertThat(completed()).isEqualTo(before + 1);
  }

  private double completed() {
    return meters.find("sluice.runs").tag("state", "completed").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void takesBackWhatWasDoneWhenALaterStepRejects() {
    EngineFixture.failure = EngineFixture.rejected();
    String run = start();
    workAll();
    assertThat(EngineFixture.DONE).containsExactly("make box", "check 3", "unmake box");
    Run ended = runs.find(run).orElseThrow();
    assertThat(ended.state()).isEqualTo(Run.State.REFUSED);
    assertThat(ended.message()).isEqualTo("the thing is too big; at most 3 is right");
    assertThat(ended.steps())
        .filteredOn(s -> s.element().equals("check"))
        .extracting(RunStep::state)
        .containsExactly(RunStep.State.REJECTED);
  }

  @Test
  void triesAFailedStepAgainWithGrowingWaitsAndKeepsCount() {
    EngineFixture.failure = EngineFixture.unavailable(null);
    String run = start();
    work(2);
    fail();
    Job job = management.createJobQuery().processInstanceId(run).singleResult();
    assertThat(job.getRetries()).isEqualTo(4);
    assertThat(Duration.between(Instant.now(), job.getDuedate().toInstant()))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
    RunStep step = runs.find(run).orElseThrow().steps().getLast();
    assertThat(step.state()).isEqualTo(RunStep.State.FAILED);
    assertThat(step.message()).isEqualTo("the scales are away");
    EngineFixture.failure = null;
    workAll();
    assertThat(runs.find(run).orElseThrow().state()).isEqualTo(Run.State.COMPLETED);
    assertThat(runs.find(run).orElseThrow().steps().getLast().tries()).isEqualTo(2);
  }

  @Test
  void burnsNoRetryWhileACircuitIsOpen() {
    Instant halfOpen = Instant.now().plusSeconds(77);
    EngineFixture.failure = EngineFixture.unavailable(halfOpen);
    String run = start();
    work(2);
    int retries = management.createJobQuery().processInstanceId(run).singleResult().getRetries();
    fail();
    Job job = management.createJobQuery().processInstanceId(run).singleResult();
    assertThat(job.getRetries()).isEqualTo(retries);
    assertThat(job.getDuedate().toInstant().getEpochSecond()).isEqualTo(halfOpen.getEpochSecond());
  }

  @Test
  void showsARunAsFailedWhenItsRetriesAreUsedUp() {
    EngineFixture.failure = new IllegalStateException("value 4711 of a person");
    String run = start();
    work(2);
    for (int i = 0; i < 5; i++) fail();
    Run failed = runs.find(run).orElseThrow();
    assertThat(failed.state()).isEqualTo(Run.State.FAILED);
    assertThat(failed.steps().getLast().message())
        .startsWith("unexpected IllegalStateException")
        .doesNotContain("4711");
    assertThat(runs.latest(10, Run.State.FAILED)).extracting(Run::id).containsExactly(run);
  }

  @Test
  void refusesAnUnknownFlow() {
    assertThatThrownBy(() -> flows.start("no-such-flow", "k", Map.of()))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("unknown-flow"));
  }

  @Test
  void deploysOnlyWhatChanged() {
    folder.deploy();
    new FlowFolder(
            ConfigFolder.alone(java.nio.file.Path.of("src/test/resources/flows")), repository)
        .deploy();
    assertThat(
            repository.createProcessDefinitionQuery().processDefinitionKey("make-and-check").list())
        .hasSize(1);
  }

  @Test
  void refusesFlowsThatCouldRunCode() {
    assertRefused(
        "<scriptTask id='x' scriptFormat='groovy'><script>1</script></scriptTask>", "'x'");
    assertRefused("<serviceTask id='x' camunda:class='java.lang.Thread'/>", "classes are not run");
    assertRefused("<serviceTask id='x' camunda:expression='${make.hashCode()}'/>", "no methods");
    assertRefused("<serviceTask id='x' camunda:expression=\"${name['a']}\"/>", "no methods");
    assertRefused(
        "<serviceTask id='x' camunda:delegateExpression='${nope}'/>", "no step '${nope}'");
    assertRefused(
        "<userTask id='x'><extensionElements><camunda:taskListener event='create'"
            + " class='a.B'/></extensionElements></userTask>",
        "classes are not run");
  }

  private void assertRefused(String task, String why) {
    String flow =
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
          <process id="p" isExecutable="true" camunda:historyTimeToLive="P1D"><startEvent id="s"/>%s</process>
        </definitions>\
        """
            .formatted(task);
    assertThatThrownBy(() -> repository.createDeployment().addString("p.bpmn", flow).deploy())
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("refused")
        .hasMessageContaining(why);
  }

  private String start() {
    return flows.start("make-and-check", "key-1", Map.of("name", "box", "size", 3));
  }

  private void work(int jobs) {
    for (int i = 0; i < jobs; i++) management.executeJob(next().getId());
  }

  private void workAll() {
    for (List<Job> jobs = open(); !jobs.isEmpty(); jobs = open())
      management.executeJob(jobs.getFirst().getId());
  }

  private void fail() {
    String job = next().getId();
    assertThatThrownBy(() -> management.executeJob(job)).isInstanceOf(RuntimeException.class);
  }

  private Job next() {
    return open().getFirst();
  }

  private List<Job> open() {
    return management.createJobQuery().messages().list();
  }
}
