package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.StorageFull;
import io.sluice.step.Flows;
import io.sluice.step.StepUnavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** A step that cannot get through, in flows that foresee it and in others. */
@SpringBootTest(
    classes = EngineFixture.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "sluice.home=target/homes/gives-way-${random.uuid}",
      "spring.datasource.url=jdbc:h2:mem:gives-way;DB_CLOSE_DELAY=-1",
      "camunda.bpm.job-execution.enabled=false",
      "sluice.engine.sweep=false",
      "camunda.bpm.auto-deployment-enabled=false"
    })
@DirtiesContext
class GivesWayTest {
  private static final String CHECK =
      step(
          "x",
          "check",
          "<camunda:inputParameter name='thing'>"
              + "{\"name\": \"box\", \"size\": 3}</camunda:inputParameter>");
  private static final String OTHER_WAY =
      "<userTask id='other' camunda:candidateGroups='owner'/>"
          + "<sequenceFlow id='way' sourceRef='e' targetRef='other'/>";
  private static final String UNAVAILABLE =
      "<boundaryEvent id='e' attachedToRef='x'><errorEventDefinition errorRef='away'"
          + " camunda:errorCodeVariable='code' camunda:errorMessageVariable='why'/></boundaryEvent>"
          + OTHER_WAY;
  private static final String ANY =
      "<boundaryEvent id='e' attachedToRef='x'><errorEventDefinition/></boundaryEvent>" + OTHER_WAY;

  @Autowired Flows flows;
  @Autowired Runs runs;
  @Autowired RuntimeService runtime;
  @Autowired RepositoryService repository;
  @Autowired ManagementService management;

  @BeforeEach
  void away() {
    EngineFixture.DONE.clear();
    EngineFixture.failure = EngineFixture.unavailable(Instant.now().plusSeconds(77));
  }

  @AfterEach
  void end() {
    EngineFixture.failure = null;
    runtime
        .createProcessInstanceQuery()
        .list()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "test over", true));
  }

  private static String step(String id, String step, String inputs) {
    return """
    <serviceTask id='%s' camunda:delegateExpression='${%s}'><extensionElements>\
    <camunda:properties><camunda:property name='compensation-waiver' value='test'/>\
    </camunda:properties><camunda:inputOutput>%s</camunda:inputOutput></extensionElements>\
    </serviceTask>\
    """
        .formatted(id, step, inputs);
  }

  /** Starts a flow whose first element is x. */
  private String started(String inside) {
    String flow =
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
          <error id="away" name="Away" errorCode="unavailable"/>
          <process id="p" isExecutable="true" camunda:historyTimeToLive='P1D'>
            <startEvent id="s"/><sequenceFlow id="begin" sourceRef="s" targetRef="x"/>%s
          </process>
        </definitions>\
        """
            .formatted(inside);
    repository.createDeployment().addString("p.bpmn", flow).deploy();
    return flows.start("p", "k", Map.of());
  }

  private Job job() {
    return management.createJobQuery().messages().singleResult();
  }

  private RunStep step(String run) {
    return runs.find(run).orElseThrow().steps().getLast();
  }

  @Test
  void takesTheDrawnWayAtOnceAndBurnsNoRetry() {
    String run = started(CHECK + UNAVAILABLE);
    management.executeJob(job().getId());
    assertThat(job()).isNull();
    assertThat(runtime.getActiveActivityIds(run)).containsExactly("other");
    assertThat(runtime.getVariable(run, "code")).isEqualTo("unavailable");
    assertThat(runtime.getVariable(run, "why")).isEqualTo("the scales are away");
    assertThat(EngineFixture.DONE).containsExactly("check 3");
    assertThat(step(run).state()).isEqualTo(RunStep.State.UNAVAILABLE);
    assertThat(step(run).message()).isEqualTo("the scales are away");
    assertThat(step(run).ended()).isNotNull();
  }

  @Test
  void anEventOfAScopeAroundTheStepCatchesIt() {
    String inner =
        "<subProcess id='x'><startEvent id='b'/><sequenceFlow id='f' sourceRef='b'"
            + " targetRef='y'/>%s</subProcess>";
    assertOtherWay(started(inner.formatted(CHECK.replace("'x'", "'y'")) + UNAVAILABLE));
    String event =
        "<subProcess id='v' triggeredByEvent='true'><startEvent id='e'><errorEventDefinition"
            + " errorRef='away'/></startEvent>"
            + OTHER_WAY
            + "</subProcess>";
    assertOtherWay(started(CHECK + event));
  }

  private void assertOtherWay(String run) {
    management.executeJob(job().getId());
    assertThat(runtime.getActiveActivityIds(run)).containsExactly("other");
    runtime.deleteProcessInstance(run, "seen");
  }

  @Test
  void isRetriedWhereNothingCatchesIt() {
    assertRetried(started(CHECK), StepUnavailable.class);
  }

  /** Flows that foresee refusals wait for a connector all the same. */
  @Test
  void isRetriedWhereAnEventTakesEveryError() {
    assertRetried(started(CHECK + ANY), StepUnavailable.class);
    String both =
        "<subProcess id='x'><startEvent id='b'/><sequenceFlow id='f' sourceRef='b'"
            + " targetRef='y'/>%s<boundaryEvent id='a' attachedToRef='y'><errorEventDefinition/>"
            + "</boundaryEvent></subProcess>";
    assertRetried(
        started(both.formatted(CHECK.replace("'x'", "'y'")) + UNAVAILABLE), StepUnavailable.class);
  }

  private void assertRetried(String run, Class<? extends Throwable> failure) {
    Job before = job();
    assertThatThrownBy(() -> management.executeJob(before.getId())).isInstanceOf(failure);
    Job after = job();
    assertThat(after.getId()).isEqualTo(before.getId());
    assertThat(after.getDuedate()).isNotNull();
    assertThat(step(run).state()).isEqualTo(RunStep.State.FAILED);
    runtime.deleteProcessInstance(run, "seen");
  }

  @Test
  void leavesItToTheEventThatTakesEveryErrorBesideItToTakeTheRest() {
    EngineFixture.failure = EngineFixture.rejected();
    String every =
        "<boundaryEvent id='a' attachedToRef='x'><errorEventDefinition/></boundaryEvent>"
            + "<userTask id='refused' camunda:candidateGroups='owner'/>"
            + "<sequenceFlow id='no' sourceRef='a' targetRef='refused'/>";
    String run = started(CHECK + UNAVAILABLE + every);
    management.executeJob(job().getId());
    assertThat(runtime.getActiveActivityIds(run)).containsExactly("refused");
    EngineFixture.failure = EngineFixture.unavailable(null);
    String other = started(CHECK + UNAVAILABLE + every);
    management.executeJob(job().getId());
    assertThat(runtime.getActiveActivityIds(other)).containsExactly("other");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFullDiskAndAMistakeStayFailures(boolean disk) {
    EngineFixture.failure =
        disk
            ? new StepUnavailable(
                "gave no answer", new StorageFull("no room", new IOException("no room")))
            : new IllegalStateException("a mistake");
    Class<? extends Throwable> kind = Objects.requireNonNull(EngineFixture.failure).getClass();
    String run = started(CHECK + UNAVAILABLE);
    String id = job().getId();
    assertThatThrownBy(() -> management.executeJob(id)).isInstanceOf(kind);
    assertThat(job().getRetries()).isEqualTo(4);
    assertThat(step(run).state()).isEqualTo(RunStep.State.FAILED);
  }

  /** What takes back has no other way. */
  @Test
  void aCompensationIsRepeatedUntilItIsThrough() {
    String inner =
        "<subProcess id='x'><startEvent id='b'/><task id='t'/><boundaryEvent id='u'"
            + " attachedToRef='t'><compensateEventDefinition/></boundaryEvent>"
            + CHECK.replace("'x'", "'undo' isForCompensation='true'")
            + "<intermediateThrowEvent id='back'><compensateEventDefinition/>"
            + "</intermediateThrowEvent><endEvent id='z'/>"
            + "<sequenceFlow id='f1' sourceRef='b' targetRef='t'/>"
            + "<sequenceFlow id='f2' sourceRef='t' targetRef='back'/>"
            + "<sequenceFlow id='f3' sourceRef='back' targetRef='z'/>"
            + "<association id='h' associationDirection='One' sourceRef='u' targetRef='undo'/>"
            + "</subProcess>";
    assertRetried(started(inner + UNAVAILABLE), StepUnavailable.class);
  }

  @ParameterizedTest
  @CsvSource({"PT0.000000001S, other", "PT1M, make-done", "'', make-done"})
  void aDeadlineOfTheElementCountsWhereItIsShorter(String deadline, String where) {
    String make =
        step(
            "x",
            "make",
            "<camunda:inputParameter name='name'>box</camunda:inputParameter>"
                + "<camunda:inputParameter name='size'>3</camunda:inputParameter>"
                + "<camunda:inputParameter name='deadline'>"
                + deadline
                + "</camunda:inputParameter>");
    String run =
        started(
            make
                + UNAVAILABLE
                + "<userTask id='make-done' camunda:candidateGroups='owner'/>"
                + "<sequenceFlow id='on' sourceRef='x' targetRef='make-done'/>");
    for (@Nullable Job job = job(); job != null; job = job()) management.executeJob(job.getId());
    assertThat(runtime.getActiveActivityIds(run)).containsExactly(where);
    if (where.equals("other"))
      assertThat(runtime.getVariable(run, "why"))
          .isEqualTo("step make passed its deadline of PT0.000000001S");
  }

  @Test
  void aDeadlineThatIsNoneIsAMistakeOfTheFlow() {
    String late =
        CHECK.replace(
            "<camunda:inputOutput>",
            "<camunda:inputOutput>"
                + "<camunda:inputParameter name='deadline'>${'soon'}</camunda:inputParameter>");
    String run = started(late + UNAVAILABLE);
    String id = job().getId();
    assertThatThrownBy(() -> management.executeJob(id))
        .hasMessageContaining("input parameter 'deadline' is no time, as PT2S is");
    assertThat(step(run).state()).isEqualTo(RunStep.State.FAILED);
  }
}
