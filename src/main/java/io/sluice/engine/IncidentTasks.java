package io.sluice.engine;

import io.sluice.heal.AffectedJobs;
import io.sluice.heal.AffectedJobs.Affected;
import io.sluice.heal.AffectedJobs.State;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Remedy;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of the flow {@code incident}: one for each cause, with what its form shows. */
final class IncidentTasks {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentTasks.class);

  /** Messages of the flow. */
  private static final String RETURNED = "cause-returned";

  private static final String GONE = "cause-gone";
  private static final int SAMPLES = 5;
  private static final int FRAMES = 40;

  /** A variable takes 4,000 characters. */
  private static final int LONGEST_TEXT = 3_900;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final RuntimeService runtime;
  private final ManagementService management;
  private final Latest latest;
  private final CauseBook causes;
  private final AffectedJobs affected;
  private final Habits habits;

  IncidentTasks(
      RuntimeService runtime,
      ManagementService management,
      Latest latest,
      CauseBook causes,
      AffectedJobs affected,
      Habits habits) {
    this.habits = habits;
    this.management = management;
    this.runtime = runtime;
    this.latest = latest;
    this.causes = causes;
    this.affected = affected;
  }

  /** Asks people about a cause, or tells those who are asked how it stands. */
  void ask(CauseBook.Open open, List<Action> tried) {
    Map<String, Object> shown = shown(open, tried);
    if (open.taskRun().isEmpty()) begin(open, shown);
    else if (runtime.createProcessInstanceQuery().processInstanceId(open.taskRun().get()).count()
        == 0) causes.asked(open.cause().id(), null);
    else update(open.taskRun().get(), shown);
  }

  private void begin(CauseBook.Open open, Map<String, Object> shown) {
    if (latest.flow(StoppedJobs.INCIDENT).isEmpty()) return;
    shown.put("cause", open.cause().id());
    shown.put("title", open.cause().title());
    shown.put("traceText", trace(open.cause().id()));
    shown.put("column", "");
    shown.put("correction", "");
    shown.put("makeRule", false);
    String run =
        runtime
            .startProcessInstanceByKey(StoppedJobs.INCIDENT, open.cause().id(), shown)
            .getProcessInstanceId();
    causes.asked(open.cause().id(), run);
    LOG.info("Cause {} asks operations: {}", open.cause().id(), open.cause().title());
  }

  /** Classes and frames; messages may hold values. */
  private String trace(String cause) {
    return affected.of(cause, State.WAITING, 1).stream()
        .map(job -> management.getJobExceptionStacktrace(job.job()))
        .filter(Objects::nonNull)
        .map(IncidentTasks::frames)
        .findFirst()
        .orElse("There is no trace.");
  }

  private static String frames(String trace) {
    String frames =
        trace
            .lines()
            .map(line -> line.startsWith("\tat") ? "    " + line.strip() : "    " + type(line))
            .limit(FRAMES)
            .collect(Collectors.joining("\n"));
    return frames.length() <= LONGEST_TEXT ? frames : frames.substring(0, LONGEST_TEXT);
  }

  private static String type(String line) {
    int message = line.indexOf(": ", line.startsWith("Caused by: ") ? 11 : 0);
    return message < 0 ? line : line.substring(0, message);
  }

  private void update(String run, Map<String, Object> shown) {
    Map<String, Object> before = runtime.getVariables(run, shown.keySet());
    if (!before.equals(shown)) runtime.setVariables(run, shown);
  }

  private Map<String, Object> shown(CauseBook.Open open, List<Action> tried) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("waitingText", "%,d".formatted(open.waiting() + open.retrying()));
    shown.put("sinceText", TIME.format(open.since()));
    shown.put("triedText", tried(tried));
    shown.put("samplesText", samples(open.cause().id()));
    shown.putAll(habits.shown(open.cause()));
    return shown;
  }

  private static String tried(List<Action> tried) {
    if (tried.isEmpty()) return "Nothing yet, beside the retries of the engine.";
    return tried.stream()
        .limit(SAMPLES)
        .map(IncidentTasks::tried)
        .collect(Collectors.joining("\n"));
  }

  private static String tried(Action action) {
    if (action.remedy() == Remedy.ESCALATE)
      return "- escalated by %s at %s. Reason: %s"
          .formatted(action.actor(), TIME.format(action.started()), line(action.reason()));
    return "- %s by %s at %s: %,d of %,d healed, %,d stopped again%s. Reason: %s"
        .formatted(
            action.remedy().word(),
            action.actor(),
            TIME.format(action.started()),
            action.healed(),
            action.instances(),
            action.failed(),
            action.ended() == null ? ", under way" : "",
            line(action.reason()));
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private String samples(String cause) {
    Stream<String> runs =
        affected.of(cause, State.WAITING, SAMPLES).stream()
            .map(Affected::run)
            .distinct()
            .map(run -> "- [%s](/runs/%s)".formatted(run, run));
    Stream<String> values = affected.samples(cause, SAMPLES).stream().map("- `%s`"::formatted);
    return Stream.concat(runs, values).collect(Collectors.joining("\n"));
  }

  /** The remedy did not heal: people are asked again. */
  void returned(CauseBook.Open open) {
    open.taskRun().ifPresent(run -> tell(run, RETURNED));
  }

  /** Nothing waits any more, whoever has seen to that. */
  void gone(CauseBook.Done done) {
    done.taskRun().ifPresent(run -> tell(run, GONE));
  }

  /** Only to a run that listens: a message that nobody takes would undo the whole round. */
  private void tell(String run, String message) {
    EventSubscription listening =
        runtime
            .createEventSubscriptionQuery()
            .processInstanceId(run)
            .eventType("message")
            .eventName(message)
            .singleResult();
    if (listening != null) runtime.messageEventReceived(message, listening.getExecutionId());
  }
}
