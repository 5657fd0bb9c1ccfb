package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.engine.Run;
import io.sluice.engine.Tasks;
import io.sluice.step.DecisionTables;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of processes/loan-application.bpmn. */
@FlowTest(
    files = {
      "loan-application.bpmn",
      "score-ladder.bpmn",
      "loan-policy.dmn",
      "score-bands.dmn",
      "scorecard.dmn",
      "band-judgement.form",
      "underwriting.form"
    },
    covers = "loan-application")
class LoanApplicationFlowTest {
  private static final String BANK = "core-banking";
  private static final String KEY = "LA-0042-00000001";

  @Autowired FlowKit kit;
  @Autowired Outside outside;
  @Autowired DecisionRecords decisions;

  @BeforeEach
  void world() {
    kit.person("ada", "approver");
    kit.person("olga", "owner");
    kit.person("requester", "approver");
    outside.model("credit-risk", "loan-application").scores(.03).version("v1");
    outside.source("credit-bureau").answers(Applications.bureau());
    outside.source("customer-history").answers(Applications.history(1_000));
  }

  private FlowRun start(int amount) {
    return kit.start(
        "loan-application",
        KEY,
        Map.of("record", kit.record(Applications.request(KEY, amount), "loan-request")));
  }

  private FlowRun offered() {
    return start(9_000).work().assertWaitsAt("waiting");
  }

  @Test
  void booksWhatPolicyApprovesAndTheCustomerAccepts() {
    FlowRun run = offered();
    assertThat(outside.subjects(BANK)).containsExactly("reserve", "offer");
    run.message("offer-accepted", Map.of()).work().assertEnded(Run.State.COMPLETED);
    assertThat(outside.subjects(BANK)).containsExactly("reserve", "offer", "book");
    DecisionRecord record = decision(run);
    assertThat(record.decision()).isEqualTo("approve");
    assertThat(record.flow()).isEqualTo("loan-application");
    assertThat(record.modelVersion()).isEqualTo("v1");
    assertThat(record.modelRole()).isEqualTo("champion");
    assertThat(record.rung()).isEqualTo("champion");
    assertThat(record.contract()).isEqualTo("loan-application");
    assertThat(record.contractVersion()).isEqualTo("1.0.0");
    assertThat(record.features()).containsEntry("bureau_score", 700).doesNotContainKey("_key");
    assertThat(record.verdicts())
        .extracting(v -> v.table() + v.rules())
        .containsExactly("score-bands[band-a]", "loan-policy[rest]");
    assertThat(record.human()).isNull();
    assertThat(record.inputSha256()).hasSize(64).isNotEqualTo("0".repeat(64));
  }

  private DecisionRecord decision(FlowRun run) {
    List<DecisionRecord> records =
        decisions.search(new DecisionRecords.Search("", "", run.id(), false), 10);
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  @Test
  void declinesByPolicyWithoutTouchingMoney() {
    outside.source("customer-history").answers(Applications.history(70_000));
    FlowRun run = start(9_000).work();
    run.assertEnded(Run.State.COMPLETED).assertPassed("policy", "conclude", "declined-end");
    assertThat(outside.told(BANK)).isEmpty();
    assertThat(decision(run).decision()).isEqualTo("decline");
  }

  @Test
  void asksAPersonAndKeepsWhatWasRecommendedAndWhatWasAnswered() {
    FlowRun run = referred();
    Task task = task(run);
    assertThat(kit.engine.getTaskService().getIdentityLinksForTask(task.getId()))
        .extracting(IdentityLink::getGroupId)
        .contains("approver");
    assertThat(task.getDueDate()).isNotNull();
    Map<String, Object> shown = kit.engine.getTaskService().getVariables(task.getId());
    assertThat(String.valueOf(shown.get("policy"))).contains("above 50,000");
    assertThat(String.valueOf(shown.get("recordText")))
        .contains("| loan_amount | 60000.0 |", "| age | ≈ 40 |", "| housing | ••• |")
        .doesNotContain("rent");
    assertThat(String.valueOf(shown.get("reasonsText"))).isNotBlank();
    run.answer("underwrite", "ada", answer("approve")).work().assertWaitsAt("waiting");
    DecisionRecord.Human human = Objects.requireNonNull(decision(run).human());
    assertThat(human.user()).isEqualTo("ada");
    assertThat(human.recommendation()).isEqualTo("refer");
    assertThat(human.answer()).isEqualTo("approve");
    assertThat(human.reason()).isEqualTo("knows the customer");
    assertThat(human.differs()).isTrue();
  }

  private FlowRun referred() {
    return start(60_000).work().assertWaitsAt("underwrite");
  }

  private Task task(FlowRun run) {
    return kit.engine.getTaskService().createTaskQuery().processInstanceId(run.id()).singleResult();
  }

  private static Map<String, Object> answer(String decision) {
    return Map.of("answer", decision, "answerReason", "knows the customer");
  }

  @Test
  void takesTheWholeFormBackAsTheTasklistSendsIt() {
    FlowRun run = referred();
    Map<String, Object> shown = kit.engine.getTaskService().getVariables(task(run).getId());
    Map<String, Object> form = new HashMap<>(answer("approve"));
    for (String field : List.of("policy", "scoreText", "band", "scoredVersion", "rung"))
      form.put(field, shown.get(field));
    assertThatThrownBy(() -> submit(run, form, "band", "E"))
        .hasStackTraceContaining("this one would change [band]");
    submit(run, form, "neverThere", "");
    run.work().assertWaitsAt("waiting");
  }

  private void submit(FlowRun run, Map<String, Object> form, String field, Object value) {
    Map<String, Object> sent = new HashMap<>(form);
    sent.put(field, value);
    kit.engine.getIdentityService().setAuthentication("ada", List.of("approver"));
    try {
      kit.engine.getFormService().submitTaskForm(task(run).getId(), sent);
    } finally {
      kit.engine.getIdentityService().clearAuthentication();
    }
  }

  @Test
  void takesNoAnswerWithoutReasonNorFromWhoeverAsked() {
    FlowRun run = referred();
    assertRefused(
        "reason",
        () -> run.answer("underwrite", "ada", Map.of("answer", "approve", "answerReason", " ")));
    assertRefused("somebody else", () -> run.answer("underwrite", "requester", answer("approve")));
    run.assertWaitsAt("underwrite");
    run.answer("underwrite", "ada", answer("decline")).work().assertEnded(Run.State.COMPLETED);
  }

  private static void assertRefused(
      String why, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(StepRejected.class).hasMessageContaining(why);
  }

  @Test
  void anAnswerChangesNothingOfTheCaseButTheAnswer() {
    FlowRun run = referred();
    Map<String, Object> more = new HashMap<>(answer("approve"));
    more.put("amount", 1_000_000.0);
    kit.engine.getIdentityService().setAuthentication("ada", List.of("approver"));
    assertThatThrownBy(() -> kit.engine.getTaskService().complete(task(run).getId(), more))
        .hasStackTraceContaining(
            "nothing of the case but [answer, answerReason]; this one would change [amount]");
    kit.engine.getIdentityService().clearAuthentication();
    run.assertWaitsAt("underwrite");
    assertThat(run.variable("amount")).isEqualTo(60_000.0);
  }

  @Test
  void whoSeesATaskOfTheFlowMayNotAnswerOneOfOthers() {
    FlowRun run = referred();
    run.fire("escalate").assertWaitsAt("underwrite-escalated");
    String task = task(run).getId();
    IdentityService identity = kit.engine.getIdentityService();
    identity.setAuthentication("ada", List.of("approver"));
    try {
      TaskService tasks = kit.engine.getTaskService();
      assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
      assertThatThrownBy(() -> tasks.claim(task, "ada"))
          .hasStackTraceContaining("this task is for owner");
    } finally {
      identity.clearAuthentication();
    }
    assertThatThrownBy(() -> run.answer("underwrite-escalated", "ada", answer("approve")))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("answer-forbidden"));
    assertThat(task(run).getAssignee()).isNull();
    kit.person("root", "camunda-admin");
    grantAll("camunda-admin");
    identity.setAuthentication("root", List.of("camunda-admin"));
    try {
      kit.engine.getTaskService().claim(task, "root");
    } finally {
      identity.clearAuthentication();
    }
    assertThat(task(run).getAssignee()).isEqualTo("root");
  }

  private void grantAll(String group) {
    AuthorizationService grants = kit.engine.getAuthorizationService();
    for (Resource resource : Resources.values()) {
      Authorization all = grants.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      all.setGroupId(group);
      all.setResource(resource);
      all.setResourceId("*");
      all.addPermission(Permissions.ALL);
      grants.saveAuthorization(all);
    }
  }

  /** The engine compares each grant with each task when somebody looks at the list. */
  @Test
  void grantsAFlowAndNotEachOfItsTasks() {
    AuthorizationService grants = kit.engine.getAuthorizationService();
    long before = grants.createAuthorizationQuery().count();
    referred();
    assertThat(grants.createAuthorizationQuery().count()).isEqualTo(before);
    assertThat(
            grants
                .createAuthorizationQuery()
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId("loan-application")
                .list())
        .extracting(Authorization::getGroupId)
        .containsExactlyInAnyOrder("approver", "owner");
  }

  @Test
  void handsATaskToSomebodyWhoMayAnswerIt() {
    kit.person("bea", "approver");
    FlowRun run = referred();
    assertThatThrownBy(() -> kit.tasks.delegate(run.id(), "underwrite", "ada", "olga"))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("unknown-user"));
    kit.tasks.delegate(run.id(), "underwrite", "ada", "bea");
    assertThat(task(run).getOwner()).isEqualTo("ada");
    assertThat(task(run).getAssignee()).isEqualTo("bea");
    run.answer("underwrite", "bea", answer("decline")).work().assertEnded(Run.State.COMPLETED);
  }

  @Test
  void silenceEscalatesAndNeverApproves() {
    FlowRun run = referred().fire("escalate").assertWaitsAt("underwrite-escalated");
    assertThat(kit.engine.getTaskService().getIdentityLinksForTask(task(run).getId()))
        .extracting(IdentityLink::getGroupId)
        .contains("owner");
    run.fire("deadline").assertEnded(Run.State.COMPLETED);
    assertThat(decision(run).decision()).isEqualTo("decline");
    assertThat(outside.told(BANK)).isEmpty();
  }

  @Test
  void anOwnerAnswersWhatWasEscalated() {
    FlowRun run = referred().fire("escalate");
    run.answer("underwrite-escalated", "olga", answer("approve")).work();
    run.assertWaitsAt("waiting");
    assertThat(decision(run).human()).isNotNull();
  }

  @Test
  void whatCannotBeScoredGoesToAPerson() {
    Map<String, @Nullable Object> odd = Applications.bureau();
    odd.put("utilization", 7.0);
    outside.source("credit-bureau").answers(odd);
    FlowRun run = start(9_000).work().assertWaitsAt("underwrite");
    run.assertPassed("score", "unscorable", "without-score", "policy");
    run.answer("underwrite", "ada", answer("decline")).work().assertEnded(Run.State.COMPLETED);
    assertThat(decision(run).score()).isNull();
    assertThat(decision(run).rung()).isEqualTo("human");
  }

  private Outside.Model broken() {
    return outside
        .model("credit-risk", "loan-application")
        .fails("v1", new StepRejected("artifact-damaged", "broken"));
  }

  @Test
  void keepsTheRungThatDecidedBesideTheDecision() {
    broken().before("v0");
    DecisionRecord previous = decision(offered());
    assertThat(previous.rung()).isEqualTo("previous");
    assertThat(previous.modelVersion()).isEqualTo("v0");
    broken().fails("v0", new StepUnavailable("away", null));
    DecisionRecord scorecard = decision(offered());
    assertThat(scorecard.rung()).isEqualTo("scorecard");
    assertThat(scorecard.modelVersion()).isEmpty();
    assertThat(scorecard.score()).isBetween(.07, .08);
    assertThat(scorecard.verdicts())
        .extracting(DecisionTables.Verdict::table)
        .containsExactly("scorecard", "score-bands", "loan-policy");
    assertThat(scorecard.verdicts().getFirst().rules())
        .contains("everybody", "bureau-high", "known-to-the-bureau");
  }

  @Test
  void aPersonOfTheLadderFindsTheBandAndThePolicyDecides() {
    broken();
    Map<String, @Nullable Object> fileless = Applications.bureau();
    fileless.put("bureau_score", null);
    outside.source("credit-bureau").answers(fileless);
    FlowRun run = start(9_000).work().assertWaitsAt("score");
    assertThat(kit.tasks.of(run.id())).extracting(Tasks.Task::element).containsExactly("judge");
    Map<String, Object> band = Map.of("answer", "B", "answerReason", "knows the customer");
    assertRefused("somebody else", () -> run.answer("judge", "requester", band));
    run.answer("judge", "ada", band).work().assertWaitsAt("waiting");
    assertThat(decision(run).rung()).isEqualTo("human");
    assertThat(decision(run).score()).isNull();
    assertThat(decision(run).decision()).isEqualTo("approve");
  }

  @Test
  void whatNobodyJudgesIsReferred() {
    broken();
    Map<String, @Nullable Object> fileless = Applications.bureau();
    fileless.put("bureau_score", null);
    outside.source("credit-bureau").answers(fileless);
    FlowRun run = start(9_000).work().fire("late").fire("too-late").work();
    run.assertWaitsAt("underwrite");
    run.answer("underwrite", "ada", answer("decline")).work().assertEnded(Run.State.COMPLETED);
  }

  @Test
  void aVersionThatTheCaseIsMovedToAfterScoringHasNotScoredIt() {
    FlowRun run = referred();
    kit.signals.repin(run.id(), "olga", "v9");
    run.answer("underwrite", "ada", answer("decline")).work().assertEnded(Run.State.COMPLETED);
    assertThat(decision(run).modelVersion()).isEqualTo("v1");
  }

  @Test
  void endsOnTheVersionThatItBeganWith() {
    outside.source("credit-bureau").fails(new StepUnavailable("away", null));
    FlowRun run = start(9_000);
    outside.model("credit-risk", "loan-application").version("v2");
    outside.source("credit-bureau").answers(Applications.bureau());
    run.work();
    assertThat(decision(run).modelVersion()).isEqualTo("v1");
  }

  @Test
  void takesEverythingBackWhenTheOfferExpires() {
    FlowRun run = offered().fire("expired");
    run.assertEnded(Run.State.REFUSED);
    assertThat(outside.subjects(BANK))
        .containsExactlyInAnyOrder("reserve", "offer", "withdraw", "release");
  }

  @Test
  void takesEverythingBackWhenBookingIsRefused() {
    FlowRun run = offered();
    outside.target(BANK, "book", new StepRejected("target-refused", "no reservation"));
    run.message("offer-accepted", Map.of()).work().assertEnded(Run.State.REFUSED);
    assertThat(outside.subjects(BANK))
        .containsExactlyInAnyOrder("reserve", "offer", "withdraw", "release");
  }

  @Test
  void releasesWhatMayHaveBeenReservedWhenThereAreNoFunds() {
    outside.target(BANK, "reserve", new StepRejected("target-refused", "no funds"));
    FlowRun run = start(9_000).work();
    run.assertEnded(Run.State.REFUSED).assertPassed("unfunded", "not-funded", "take-back");
    assertThat(outside.subjects(BANK)).containsExactly("release");
  }

  @Test
  void cancelsAtEachWaitAndLeavesNothingBehind() {
    FlowRun before = start(9_000);
    assertCancelled(before, List.of());
    assertCancelled(referred(), List.of());
    assertCancelled(referred().fire("escalate"), List.of());
    outside.target(BANK, "reserve", new StepUnavailable("away", null));
    FlowRun reserving = untilFailure(start(9_000));
    assertCancelled(reserving, List.of("release"));
    outside.target(BANK, "reserve", null);
    outside.target(BANK, "offer", new StepUnavailable("away", null));
    FlowRun offering = untilFailure(start(9_000));
    assertCancelled(offering, List.of("reserve", "withdraw", "release"));
    outside.target(BANK, "offer", null);
    assertCancelled(offered(), List.of("reserve", "offer", "withdraw", "release"));
    outside.target(BANK, "book", new StepUnavailable("away", null));
    FlowRun booking = untilFailure(offered().message("offer-accepted", Map.of()));
    assertCancelled(booking, List.of("reserve", "offer", "withdraw", "release"));
  }

  private FlowRun untilFailure(FlowRun run) {
    assertThatThrownBy(run::work).isInstanceOf(StepUnavailable.class);
    return run;
  }

  private void assertCancelled(FlowRun run, List<String> told) {
    run.cancel("changed his mind").work().assertEnded(Run.State.CANCELLED);
    assertThat(run.run().message()).contains("changed his mind");
    List<String> ofRun =
        outside.told(BANK).stream()
            .filter(json -> json.contains(run.id()))
            .map(json -> json.replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1"))
            .toList();
    assertThat(ofRun).containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void aSecondCancellationNeitherStopsNorRepeatsTheFirst() {
    FlowRun run = offered().cancel("once");
    assertThatThrownBy(() -> run.cancel("twice"))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("cancel-conflict"));
    run.work().assertEnded(Run.State.CANCELLED);
    assertThat(outside.subjects(BANK))
        .containsExactlyInAnyOrder("reserve", "offer", "withdraw", "release");
  }

  @Test
  void cannotBeCancelledWhileAnExpiryIsBeingTakenBack() {
    outside.target(BANK, "withdraw", new StepUnavailable("away", null));
    FlowRun run = offered();
    assertThatThrownBy(() -> run.fire("expired")).isInstanceOf(StepUnavailable.class);
    assertThatThrownBy(() -> run.cancel("late")).isInstanceOf(StepRejected.class);
    outside.target(BANK, "withdraw", null);
    run.retry().assertEnded(Run.State.REFUSED);
    assertThat(outside.subjects(BANK))
        .containsExactlyInAnyOrder("reserve", "offer", "withdraw", "release");
  }

  @Test
  void compensatesAgainWhatFailedHalfWay() {
    for (String subject : List.of("withdraw", "release")) {
      outside.target(BANK, subject, new StepUnavailable("away", null));
      FlowRun run = offered();
      run.cancel("half-way");
      untilFailure(run);
      outside.target(BANK, subject, null);
      run.retry().assertEnded(Run.State.CANCELLED);
      assertThat(outside.told(BANK).stream().filter(json -> json.contains(run.id()))).hasSize(4);
    }
  }
}
