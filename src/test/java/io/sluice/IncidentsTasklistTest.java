package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.Page;
import io.sluice.kit.Applications;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Operators see to causes in the Tasklist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LoanOffice.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("office")
class IncidentsTasklistTest {
  private static final int LOANS = 12;
  private static final int MANY = 200;

  private final LoanOffice office;

  IncidentsTasklistTest(LoanOffice office) {
    this.office = office;
  }

  @Test
  void oneTaskHealsAllRunsThatOneCauseHasStopped() throws IOException {
    office.bureauAnswers();
    office.bank().sql("alter table reservation rename to lost").update();
    List<String> runs = IntStream.range(0, LOANS).mapToObj(i -> office.started(9_000)).toList();
    office.app().await(() -> cause().path("waiting").asInt() == LOANS);
    JsonNode cause = cause();
    assertThat(cause.path("title").asText())
        .startsWith("reserve (core-banking) of loan-application: ");
    try (Browser browser = new Browser()) {
      TasklistPage tasklist = TasklistPage.of(browser, office, "operator");
      Page page = tasklist.page();
      page.getByText("Incident: reserve").first().waitFor();
      assertThat(page.getByText("Incident: reserve").count()).isEqualTo(1);
      office.bank().sql("alter table lost rename to reservation").update();
      tasklist.heal("Incident: reserve", "Retry now", "tasklist-incident");
    }
    office.app().await(() -> cause().isMissingNode());
    runs.forEach(office::awaitOffer);
    JsonNode ledger = ledger(cause.path("id").asText());
    assertThat(ledger.path("healed").asInt()).isEqualTo(LOANS);
    assertThat(ledger.path("actor").asText()).isEqualTo("operator");
    office.awaitState(cause.path("taskRun").asText(), "COMPLETED");
  }

  @Test
  void oneCorrectionHealsAllRunsThatAWrongTypeHasStopped() throws IOException {
    Map<String, @Nullable Object> wrong = new HashMap<>(Applications.bureau());
    wrong.put("utilization", "0,42");
    office.bureauAnswers(wrong);
    List<String> runs = IntStream.range(0, MANY).mapToObj(i -> office.started(9_000)).toList();
    office.app().await(() -> cause("ask-bureau").path("waiting").asInt() == MANY);
    JsonNode cause = cause("ask-bureau");
    try (Browser browser = new Browser()) {
      TasklistPage tasklist = TasklistPage.of(browser, office, "operator");
      Page page = tasklist.page();
      page.getByText("utilization comes as text").first().waitFor();
      assertThat(page.getByText("utilization comes as text").count()).isEqualTo(1);
      tasklist.correct(
          "utilization comes as text",
          "utilization",
          "number(replace(value, \",\", \".\"))",
          "tasklist-correction");
    }
    office.app().await(() -> cause("ask-bureau").isMissingNode());
    JsonNode ledger = ledger(cause.path("id").asText());
    assertThat(ledger.path("healed").asInt()).isEqualTo(MANY);
    runs.forEach(office::awaitOffer);
    office.bureauAnswers();
  }

  private JsonNode cause() {
    return cause("reserve");
  }

  /** The one at a step; missing when nothing waits there. */
  private JsonNode cause(String element) {
    for (JsonNode cause : office.app().json("/api/causes").path("causes"))
      if (cause.at("/cause/element").asText().equals(element)) return cause;
    return MissingNode.getInstance();
  }

  private JsonNode ledger(String cause) {
    return office
        .database()
        .sql("select healed, actor from corrective_action where cause = ?")
        .param(cause)
        .query(
            (row, n) ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("healed", row.getLong(1))
                    .put("actor", row.getString(2)))
        .single();
  }
}
