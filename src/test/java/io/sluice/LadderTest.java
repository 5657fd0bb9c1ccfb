package io.sluice;

import static io.sluice.LoanOffice.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Loans in the whole product while the champion's artifact is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LoanOffice.Shared.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("office")
class LadderTest {
  private final LoanOffice office;

  LadderTest(LoanOffice office) {
    this.office = office;
  }

  @Test
  void decidesByALowerRungAndLetsTheChampionDecideAgainOnceItIsBack() throws Exception {
    office.bureauAnswers();
    Path artifact = office.champion();
    Path aside = artifact.resolveSibling("aside");
    office.kill();
    Files.move(artifact, aside);
    try {
      office.startAgain();
      String run = office.awaitOffer(office.started(9_000));
      JsonNode first = office.app().json("/api/decisions?run=" + run).at("/decisions/0");
      assertThat(first.path("rung").asText()).isEqualTo("scorecard");
      assertThat(first.path("band").asText()).isEqualTo("B");
      assertThat(degraded()).isPositive();
      JsonNode away = read(office.app().post("/api/decisions/redo", "{}"));
      assertThat(away.path("redone")).isEmpty();
      assertThat(away.at("/problems/credit-risk").asText()).contains("its file is not there");
      Files.move(aside, artifact);
      redone(first.path("id").asText());
      assertThat(office.bankState("offer", run)).isEqualTo("OPEN");
    } finally {
      if (Files.exists(aside)) Files.move(aside, artifact);
    }
  }

  private long degraded() {
    long all = 0;
    for (JsonNode rung :
        office.app().json("/api/decisions/rungs?flow=loan-application").at("/rungs"))
      if (!rung.path("rung").asText().equals("champion")) all += rung.path("decisions").asLong();
    return all;
  }

  /** A node does not look again at once for what it has refused. */
  private void redone(String decision) {
    String path = "/api/decisions/" + decision + "/redo";
    office.app().await(() -> office.app().post(path, "").statusCode() == 200);
    JsonNode redo = read(office.app().post(path, ""));
    assertThat(redo.path("rung").asText()).isEqualTo("scorecard");
    assertThat(redo.path("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(redo.path("decided").asText()).isEqualTo("approve");
    JsonNode second = office.app().json("/api/decisions/" + redo.path("redo").asText());
    assertThat(second.path("redoes").asText()).isEqualTo(decision);
    assertThat(read(office.app().post("/api/decisions/redo", "{}")).path("open").asInt()).isZero();
  }
}
