package io.sluice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.kit.Applications;
import io.sluice.sample.LoanWorld;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a client has done, each to its end. */
enum Errand {
  /** A case that is answered in the same call. */
  CASE("COMPLETED"),
  /** A case that is scored with what it falls back to drawn beside it. */
  LADDER("COMPLETED"),
  /** A loan whose customer accepts the offer. */
  ACCEPTED("COMPLETED"),
  /** A loan that is cancelled after its offer; offer and reservation are taken back. */
  CANCELLED("CANCELLED"),
  /** A file that is scored and published. */
  BATCH("COMPLETED"),
  /** A file whose scores are published and taken back, because a later step is refused. */
  TAKEN_BACK("REFUSED"),
  /** A model version that is trained, and that an approver rejects. */
  REJECTED("REFUSED");

  static final int ROWS = 500;
  private static final int LABELLED = 3_000;

  private static final JsonMapper JSON = new JsonMapper();

  /** State of its run at the end. */
  final String end;

  Errand(String end) {
    this.end = end;
  }

  /**
   * Does it, however often the product is away meanwhile.
   *
   * @param number that no other errand has
   * @return id of its run
   */
  String run(Sender sender, int number) {
    String key = "LA-0043-%08d".formatted(number);
    String run =
        switch (this) {
          case CASE -> sender.send("/api/flows/score-case/runs", scored(key), key);
          case LADDER -> sender.send("/api/flows/score-ladder/runs", scored(key), key);
          case ACCEPTED, CANCELLED ->
              sender.send(LoanOffice.LOANS, LoanOffice.application(key, 9_000), key);
          case BATCH -> sender.upload("applications", key + ".csv", unlabelled(number));
          case TAKEN_BACK -> sender.upload("taken-back", key + ".csv", unlabelled(number));
          case REJECTED ->
              sender.upload(
                  "applications-labelled",
                  key + ".csv",
                  csv(LoanWorld.Settings.of(LABELLED, 1_000L + number)));
        };
    if (this == ACCEPTED) sender.tell(run, "messages/offer-accepted", "{}");
    if (this == CANCELLED) sender.awaitStep(run, "issue");
    if (this == CANCELLED) sender.tell(run, "cancellation", "{\"reason\": \"changed my mind\"}");
    if (this == REJECTED)
      sender.decide(
          "approver", run, "approve", "{\"decision\": \"reject\", \"reason\": \"not now\"}");
    if (this != CASE) sender.awaitState(run, end);
    return run;
  }

  private static String scored(String key) {
    Map<String, Object> record = Applications.complete();
    record.put("application_id", key);
    try {
      return JSON.writeValueAsString(
          Map.of("model", "credit-risk", "record", record, "businessKey", key));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unlabelled(int number) {
    return csv(LoanWorld.Settings.of(ROWS, 1_000L + number).unlabelled());
  }

  private static String csv(LoanWorld.Settings settings) {
    StringWriter csv = new StringWriter();
    try {
      new LoanWorld(settings).write(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv.toString();
  }
}
