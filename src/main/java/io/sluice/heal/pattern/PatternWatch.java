package io.sluice.heal.pattern;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds subjects that heal far more often than is usual for them, and raises one alert for each: of
 * single healings nobody need know, of forty in a morning somebody should. Within the caller's
 * transaction, by the one node that sweeps.
 */
public final class PatternWatch {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration KEPT_LONGER = Duration.ofDays(7);

  private final HealingTally tally;
  private final AlertBook alerts;
  private final PatternSettings settings;
  private final Clock clock;

  public PatternWatch(HealingTally tally, AlertBook alerts, PatternSettings settings, Clock clock) {
    this.tally = tally;
    this.alerts = alerts;
    this.settings = settings;
    this.clock = clock;
  }

  /** Raises alerts, and closes those whose subjects are as usual again. */
  public void look() {
    Instant now = clock.instant();
    double threshold = settings.threshold(tally.subjects());
    for (HealingTally.Line line : tally.since(now.minus(DAY)))
      if (line.jobs() >= settings.least()) look(line.subject(), threshold, now);
    for (Alert alert : alerts.open()) if (usual(alert, now)) alerts.over(alert.id());
  }

  private void look(String subject, double threshold, Instant now) {
    HourCounts counts = counts(subject, now);
    for (int window : settings.windows()) {
      Baseline baseline = counts.baseline(window);
      if (settings.unusual(counts.lately(window), baseline, threshold)) {
        alerts.raise(subject, window, counts.lately(window), baseline);
        return;
      }
    }
  }

  private boolean usual(Alert alert, Instant now) {
    HourCounts counts = counts(alert.subject(), now);
    return settings.usual(counts.lately(alert.hours()), counts.baseline(alert.hours()));
  }

  private HourCounts counts(String subject, Instant now) {
    Instant from = now.minus(Duration.ofDays(settings.days() + 1L));
    return new HourCounts(tally.of(subject, from), tally.first(), now, settings.days());
  }

  /** Forgets what is older than any baseline looks. */
  public void forget() {
    tally.forget(clock.instant().minus(Duration.ofDays(settings.days())).minus(KEPT_LONGER));
  }
}
