package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** People decide in the Tasklist, each path of {@code loan-application} that a person is on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LoanOffice.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("office")
class CasesTasklistTest {
  private final LoanOffice office;
  private final Browser browser = new Browser();

  CasesTasklistTest(LoanOffice office) {
    this.office = office;
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @BeforeEach
  void bureauAnswers() throws IOException {
    office.bureauAnswers();
  }

  private String referred(int amount) {
    return office.awaitTask(office.started(amount), "underwrite");
  }

  @Test
  void anUnderwriterApprovesAndTheCustomerAccepts() throws IOException {
    String run = referred(60_000);
    TasklistPage tasklist = TasklistPage.of(browser, office, "approver");
    changesNothingAroundTheAnswer(tasklist, run);
    tasklist.answer("Underwrite", "60000", "Approve: funds", "tasklist-underwriting");
    office.awaitOffer(run);
    office.app().post("/api/runs/" + run + "/messages/offer-accepted", "");
    office.awaitState(run, "COMPLETED");
    assertThat(office.bankState("reservation", run)).isEqualTo("BOOKED");
  }

  /** The Tasklist's own interface would let whoever may answer write to the whole case. */
  private static void changesNothingAroundTheAnswer(TasklistPage tasklist, String run) {
    String change = "{\"value\": 1, \"type\": \"Double\"}";
    String changes = "{\"variables\": {\"amount\": " + change + "}}";
    assertThat(tasklist.write(run, "PUT", "variables/amount", change)).isEqualTo(403);
    assertThat(tasklist.write(run, "PUT", "%76ariables/amount", change)).isEqualTo(403);
    assertThat(tasklist.write(run, "POST", "resolve", changes)).isEqualTo(403);
    assertThat(tasklist.write(run, "POST", "bpmnError", "{\"errorCode\": \"x\"}")).isEqualTo(403);
    assertThat(tasklist.write(run, "POST", "complete", changes)).isGreaterThanOrEqualTo(400);
    assertThat(tasklist.write(run, "POST", "submit-form", changes)).isGreaterThanOrEqualTo(400);
  }

  @Test
  void anUnderwriterDeclinesAndWhatWasRecommendedStaysBesideIt() throws IOException {
    String run = referred(61_000);
    TasklistPage.of(browser, office, "approver")
        .answer("Underwrite", "61000", "Decline", "tasklist-underwriting-decline");
    office.awaitState(run, "COMPLETED");
    assertThat(office.bankState("reservation", run)).isEqualTo("none");
    JsonNode decision = office.app().json("/api/decisions?run=" + run).at("/decisions/0");
    assertThat(decision.at("/human/user").asText()).isEqualTo("approver");
    assertThat(decision.at("/human/reason").asText()).isEqualTo("looked at it");
    assertThat(decision.at("/decision").asText()).isEqualTo("decline");
    assertThat(office.app().get("/api/decisions/feedback").body())
        .contains("refer,decline,true,looked at it")
        .contains("loan_amount");
  }

  @Test
  void anOwnerAnswersWhatNobodyAnsweredForADay() throws IOException {
    String run = referred(62_000);
    office.timeGoesBy(run);
    office.awaitTask(run, "underwrite-escalated");
    TasklistPage.of(browser, office, "owner")
        .answer(
            "Underwrite (escalated)", "62000", "Approve: funds", "tasklist-underwriting-escalated");
    office.awaitOffer(run);
    assertThat(
            office.app().json("/api/decisions?run=" + run).at("/decisions/0/human/user").asText())
        .isEqualTo("owner");
    office.timeGoesBy(run);
    office.awaitState(run, "REFUSED");
    assertThat(office.bankState("reservation", run)).isEqualTo("RELEASED");
    assertThat(office.bankState("offer", run)).isEqualTo("WITHDRAWN");
  }

  @Test
  void whatNobodyAnswersInTheEndIsDeclined() {
    String run = referred(63_000);
    office.timeGoesBy(run);
    office.awaitTask(run, "underwrite-escalated");
    office.timeGoesBy(run);
    office.awaitState(run, "COMPLETED");
    JsonNode decision = office.app().json("/api/decisions?run=" + run).at("/decisions/0");
    assertThat(decision.path("decision").asText()).isEqualTo("decline");
    assertThat(decision.path("human").isNull()).as(decision.toString()).isTrue();
  }
}
