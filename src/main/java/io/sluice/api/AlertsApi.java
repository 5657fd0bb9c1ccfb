package io.sluice.api;

import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What heals by itself far more often than is usual. */
@RestController
@Tag(name = "Alerts")
@RequestMapping("/api/alerts")
class AlertsApi {
  private static final int LATEST = 200;
  private static final int LONGEST = 2_000;
  private static final Duration LATELY = Duration.ofDays(1);

  private final AlertBook alerts;
  private final HealingTally tally;

  AlertsApi(AlertBook alerts, HealingTally tally) {
    this.alerts = alerts;
    this.tally = tally;
  }

  record AlertLine(String title, Alert alert) {}

  /**
   * @param alerts the newest first, at most 200
   * @param healings of the last 24 hours, by subject
   */
  record AlertList(List<AlertLine> alerts, List<HealingTally.Line> healings) {}

  record Seen(@Nullable String note) {
    String given() {
      if (note == null || note.isBlank() || note.length() > LONGEST)
        throw new BadParameter("note", "what was found, in at most 2,000 characters");
      return note;
    }
  }

  @Operation(summary = "Alerts, and what healed by itself in the last 24 hours")
  @GetMapping
  AlertList all() {
    return new AlertList(
        alerts.latest(LATEST).stream().map(alert -> new AlertLine(alert.title(), alert)).toList(),
        tally.since(Instant.now().minus(LATELY)));
  }

  @Operation(summary = "Say that an alert was seen, and what was found")
  @PostMapping("/{alert}/acknowledge")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void acknowledge(@PathVariable String alert, @RequestBody Seen seen, Principal user) {
    String note = seen.given();
    Alert known =
        alerts.find(alert).orElseThrow(() -> new StepRejected("unknown-alert", "no such alert"));
    if (!alerts.acknowledge(alert, user.getName(), note))
      throw new StepRejected(
          "alert-conflict", "it was acknowledged before, by " + known.acknowledgedBy());
  }
}
