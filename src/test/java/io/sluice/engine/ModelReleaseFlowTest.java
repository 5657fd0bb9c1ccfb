package io.sluice.engine;

import static io.sluice.engine.ReleaseSteps.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import io.sluice.kit.Coverage;
import io.sluice.kit.Trace;
import io.sluice.step.Flows;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** Every path of processes/model-release.bpmn on the real engine. */
@SpringBootTest(
    classes = ModelReleaseFlowTest.Fixture.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "sluice.home=target/homes/release-${random.uuid}",
      "spring.datasource.url=jdbc:h2:mem:release;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "sluice.engine.sweep=false",
      "camunda.bpm.auto-deployment-enabled=false"
    })
@DirtiesContext
class ModelReleaseFlowTest {
  @Autowired Flows flows;
  @Autowired Runs runs;
  @Autowired Tasks answers;
  @Autowired RuntimeService runtime;
  @Autowired ManagementService management;
  @Autowired TaskService tasks;
  @Autowired IdentityService identity;
  @Autowired FormService forms;

  @EngineRoom
  @Import({EngineConfiguration.class, ReleaseSteps.class})
  static class Fixture {
    @Bean
    Home home(@org.springframework.beans.factory.annotation.Value("${sluice.home}") Path path) {
      return new Home(path);
    }

    @Bean
    ConfigFolder configFolder(Home home) throws IOException {
      for (String name : List.of("model-release.bpmn", "model-approval.form"))
        Files.copy(Path.of("processes", name), home.folder("processes").resolve(name));
      return ConfigFolder.alone(home.path());
    }

    @Bean
    Trace trace() {
      return new Trace();
    }
  }

  @AfterAll
  static void enteredEveryNode(@Autowired ProcessEngine engine, @Autowired Trace trace) {
    assertThat(Coverage.missed(engine, trace, "model-release")).isEmpty();
  }

  @BeforeEach
  void begin() {
    for (String user : List.of("ada", "bob")) approver(user);
    DONE.clear();
    ReleaseSteps.needed = true;
    ReleaseSteps.raw = "raw";
    champions("v1");
    looks("over");
  }

  private void approver(String user) {
    if (identity.createUserQuery().userId(user).count() > 0) return;
    identity.saveUser(identity.newUser(user));
    if (identity.createGroupQuery().groupId("approver").count() == 0)
      identity.saveGroup(identity.newGroup("approver"));
    identity.createMembership(user, "approver");
  }

  @AfterEach
  void end() {
    runtime
        .createProcessInstanceQuery()
        .list()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "test over"));
  }

  @Test
  void releasesTheFirstVersionWithoutAPersonWhereTheSpecAllowsIt() {
    ReleaseSteps.needed = false;
    champions("");
    String run = start("ada");
    assertThat(DONE).containsExactly("train", "compare ", "release v2 for ");
    assertState(run, Run.State.COMPLETED);
  }

  @Test
  void waitsForAnApproverThenWatchesTheRelease() {
    looks("fine", "over");
    String run = start("ada");
    Task task = tasks.createTaskQuery().processInstanceId(run).singleResult();
    assertThat(task.getTaskDefinitionKey()).isEqualTo("approve");
    assertThat(tasks.getIdentityLinksForTask(task.getId()))
        .extracting(link -> link.getGroupId())
        .contains("approver");
    answer(run, "bob", "release");
    assertThat(DONE)
        .containsExactly(
            "train", "compare v1", "approve release by bob", "release v2 for v1", "watch fine");
    assertState(run, Run.State.RUNNING);
    Job timer = management.createJobQuery().processInstanceId(run).timers().singleResult();
    management.executeJob(timer.getId());
    work();
    assertThat(DONE).endsWith("watch over");
    assertState(run, Run.State.COMPLETED);
  }

  @Test
  void takesTheReleaseBackWhenAThresholdBreaks() {
    looks("broken");
    String run = start("ada");
    answer(run, "bob", "release");
    assertThat(DONE).endsWith("release v2 for v1", "watch broken", "rollback v2");
    assertState(run, Run.State.REFUSED);
  }

  @Test
  void takesTheReleaseBackWhenTheVersionCannotBeRead() {
    looks("damaged");
    String run = start("ada");
    answer(run, "bob", "release");
    assertThat(DONE).endsWith("watch damaged", "rollback v2");
    assertState(run, Run.State.REFUSED);
  }

  @Test
  void keepsARejectedVersionOutAndAChallengerInTheShadow() {
    String rejected = start("ada");
    answer(rejected, "bob", "reject");
    assertState(rejected, Run.State.REFUSED);
    String challenger = start("ada");
    answer(challenger, "bob", "challenge");
    assertState(challenger, Run.State.COMPLETED);
    assertThat(DONE).endsWith("challenge v2").doesNotContain("release v2 for v1");
  }

  @Test
  void comparesAgainWhenTheChampionChangedWhileThePersonThought() {
    String run = start("ada");
    champions("v9");
    answer(run, "bob", "release");
    assertThat(DONE).endsWith("approve release by bob", "compare v9");
    answer(run, "bob", "release");
    assertThat(DONE).endsWith("release v2 for v9", "watch over");
  }

  @Test
  void asksAgainWhenTheAnswerIsNotComplete() {
    String run = start("ada");
    identity.setAuthentication("bob", List.of("approver"));
    String task = tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
    tasks.complete(task, Map.of("decision", "release"));
    identity.clearAuthentication();
    Task again = tasks.createTaskQuery().processInstanceId(run).singleResult();
    assertThat(again.getId()).isNotEqualTo(task);
    assertThat(runtime.getVariable(run, "problem")).isEqualTo("a reason please");
  }

  @Test
  void letsNobodyApproveWhatTheyAskedFor() {
    String run = start("ada");
    assertThatThrownBy(() -> answer(run, "ada", "release"))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("four-eyes"));
    String task = tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
    assertThatThrownBy(() -> tasks.complete(task))
        .hasCauseInstanceOf(AnswerRefused.class)
        .hasMessageContaining("logged in");
    assertThat(DONE).containsExactly("train", "compare v1");
  }

  @Test
  void refusesWhatAStepRefuses() {
    ReleaseSteps.raw = "bad";
    String run = start("ada");
    assertState(run, Run.State.REFUSED);
    assertThat(runs.find(run).orElseThrow().message()).contains("nothing is right");
    assertThat(DONE).isEmpty();
  }

  @Test
  void findsNoFieldsInATaskThatHasEndedMeanwhile() {
    String run = start("ada");
    String task = tasks.createTaskQuery().processInstanceId(run).singleResult().getId();
    assertThat(TaskForm.fields(forms, task)).containsExactly("decision", "reason");
    answer(run, "bob", "reject");
    assertThat(TaskForm.fields(forms, task)).isEmpty();
  }

  @Test
  void takesOnlyTheFieldsOfTheForm() {
    String run = start("ada");
    assertThat(answers.of(run).getFirst().fields()).containsExactly("decision", "reason");
    Map<String, Object> more = new HashMap<>(Map.of("version", "v7"));
    assertRejected("unknown-field", () -> answers.answer(run, "approve", "bob", more));
    Map<String, Object> list = Map.of("reason", List.of("x"));
    assertRejected("field-wrong", () -> answers.answer(run, "approve", "bob", list));
    assertRejected("unknown-task", () -> answers.answer(run, "other", "bob", Map.of()));
  }

  private static void assertRejected(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StepRejected.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void champions(String champion) {
    ReleaseSteps.CHAMPIONS.clear();
    ReleaseSteps.CHAMPIONS.add(champion);
  }

  private void looks(String... looks) {
    ReleaseSteps.LOOKS.clear();
    ReleaseSteps.LOOKS.addAll(List.of(looks));
  }

  private String start(String requester) {
    String run =
        flows.start(
            "model-release",
            "key",
            Map.of("file", "f", "contract", "c", "model", "trial", "requester", requester));
    work();
    return run;
  }

  private void answer(String run, String user, String decision) {
    answers.answer(run, "approve", user, Map.of("decision", decision, "reason", "looked at it"));
    work();
  }

  private void work() {
    for (List<Job> jobs = open(); !jobs.isEmpty(); jobs = open())
      management.executeJob(jobs.getFirst().getId());
  }

  private List<Job> open() {
    return management.createJobQuery().messages().list();
  }

  private void assertState(String run, Run.State state) {
    Run found = runs.find(run).orElseThrow();
    assertThat(found.state()).as(found.toString()).isEqualTo(state);
  }
}
