package io.sluice.engine;

import io.sluice.engine.park.Parking;
import io.sluice.heal.Cause;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.heal.pattern.PatternWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what heals without a person, and tells people by the flow {@code alert} when it becomes a
 * pattern. Within the sweep's transaction: an alert and the run that tells of it are both there or
 * neither.
 */
final class Healings {
  private static final Logger LOG = LoggerFactory.getLogger(Healings.class);

  /** The flow that tells. */
  private static final String ALERT = "alert";

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final HealingTally tally;
  private final PatternWatch watch;
  private final AlertBook alerts;
  private final RuntimeService runtime;
  private final Latest latest;
  private final Clock clock;
  private Instant looked = Instant.EPOCH;
  private boolean counted;

  Healings(
      HealingTally tally,
      PatternWatch watch,
      AlertBook alerts,
      RuntimeService runtime,
      Latest latest,
      Clock clock) {
    this.tally = tally;
    this.watch = watch;
    this.alerts = alerts;
    this.runtime = runtime;
    this.latest = latest;
    this.clock = clock;
  }

  /** What was held back for an outage counts with the outage, once. */
  void recovered(StoppedJobs.Recovered recovered) {
    String subject = recovered.peer().isEmpty() ? recovered.title() : recovered.peer();
    count(subject, recovered.alone(), recovered.seconds());
  }

  /** What a person chose to do heals, but not by itself. */
  void healed(Cause cause, Action action, long jobs) {
    if (!action.actor().equals(Parking.ACTOR)) return;
    Duration took = Duration.between(action.started(), clock.instant());
    count(cause.subject(), jobs, jobs * took.toSeconds());
  }

  private void count(String subject, long jobs, long seconds) {
    tally.healed(subject, jobs, seconds);
    counted |= jobs > 0;
  }

  /** Once a minute, and whenever something has healed. */
  void look() {
    Instant now = clock.instant();
    if (!counted && now.isBefore(looked.plus(EVERY)) && !now.isBefore(looked)) return;
    counted = false;
    looked = now;
    watch.look();
    if (latest.flow(ALERT).isPresent()) for (Alert alert : alerts.untold()) tell(alert);
  }

  private void tell(Alert alert) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("alert", alert.id());
    facts.put("title", alert.title());
    facts.put("subject", alert.subject());
    facts.put("jobs", alert.jobs());
    facts.put("hours", alert.hours());
    facts.put("expected", alert.expected());
    String run = runtime.startProcessInstanceByKey(ALERT, alert.id(), facts).getProcessInstanceId();
    alerts.told(alert.id(), run);
    LOG.warn("Pattern: {}", alert.title());
  }

  /** Forgets what no baseline looks at. */
  void forget() {
    watch.forget();
  }
}
