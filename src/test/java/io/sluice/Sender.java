package io.sluice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * A program that gives nothing up: it sends each request, under the same key, until it is answered.
 */
final class Sender {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Set<String> GOING_ON = Set.of("RUNNING", "FAILED");

  private final Supplier<App> app;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /**
   * @param app that runs now
   */
  Sender(Supplier<App> app) {
    this.app = app;
  }

  /**
   * Starts a run.
   *
   * @return its id
   */
  String send(String path, String body, String key) {
    return run(answer(app -> app.post(path, body, key)));
  }

  /**
   * Sends a file to a source.
   *
   * @return id of its run
   */
  String upload(String source, String name, String csv) {
    String path = "/api/sources/" + source + "/files";
    return run(answer(app -> app.upload(path, name, csv)));
  }

  private static String run(HttpResponse<String> answer) {
    if (answer.statusCode() != 200 && answer.statusCode() != 202)
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    return LoanOffice.read(answer).path("run").asText();
  }

  /** Tells a run something as soon as it waits for that. */
  void tell(String run, String path, String body) {
    tell(run, app -> app.post("/api/runs/" + run + "/" + path, body));
  }

  /** Answers a task in somebody's name as soon as there is one. */
  void decide(String user, String run, String element, String body) {
    tell(run, app -> app.postAs(user, "/api/runs/" + run + "/tasks/" + element, body));
  }

  private void tell(String run, Function<App, HttpResponse<String>> message) {
    until(
        message,
        // An answer that was lost is not given again: whoever has ended was told.
        told -> told.statusCode() == 204 || !state(run).equals("RUNNING"));
  }

  void awaitState(String run, String state) {
    AtomicReference<String> last = new AtomicReference<>("");
    Awaitility.await(run + " is over")
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(
            () -> {
              last.set(state(run));
              return !GOING_ON.contains(last.get());
            });
    if (!last.get().equals(state)) throw new AssertionError(run + " is " + last.get());
  }

  /** Waits until a run has done a step. */
  void awaitStep(String run, String element) {
    Awaitility.await(run + " has done " + element)
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(() -> done(look(run), element));
  }

  private static boolean done(JsonNode run, String element) {
    for (JsonNode step : run.path("steps"))
      if (step.path("element").asText().equals(element))
        return step.path("state").asText().equals("DONE");
    return false;
  }

  private String state(String run) {
    return look(run).path("state").asText();
  }

  private JsonNode look(String run) {
    return LoanOffice.read(answer(app -> app.get("/api/runs/" + run)));
  }

  private HttpResponse<String> answer(Function<App, HttpResponse<String>> request) {
    return until(request, answer -> true);
  }

  private HttpResponse<String> until(
      Function<App, HttpResponse<String>> request, Predicate<HttpResponse<String>> enough) {
    AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
    Awaitility.await("an answer")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .until(() -> tried(request, last) && enough.test(last.get()));
    return last.get();
  }

  private boolean tried(
      Function<App, HttpResponse<String>> request, AtomicReference<HttpResponse<String>> last) {
    try {
      HttpResponse<String> answer = request.apply(app.get());
      last.set(answer);
      (answer.statusCode() == 503 ? refused : answered).incrementAndGet();
      return answer.statusCode() != 503;
    } catch (UncheckedIOException | IllegalStateException gone) {
      unanswered.incrementAndGet();
      return false;
    }
  }

  int answered() {
    return answered.get();
  }

  /** Requests that got no answer, and whose fate was unknown until they were sent again. */
  int unanswered() {
    return unanswered.get();
  }

  /** Requests that were told to come again. */
  int refused() {
    return refused.get();
  }
}
