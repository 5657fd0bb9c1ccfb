package io.sluice.heal.pattern;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A subject that heals by itself far more often than is usual for it.
 *
 * @param subject connector or model that did not answer, or the step that failed
 * @param hours length of the window that was looked at
 * @param jobs healings in it, at its highest so far
 * @param expected healings in such a window
 * @param chance that chance alone makes as many
 * @param acknowledgedBy null until a person has
 * @param note what that person wrote
 * @param over when it was usual again; null while it is not
 */
public record Alert(
    String id,
    String subject,
    int hours,
    long jobs,
    double expected,
    double chance,
    Instant raised,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledged,
    @Nullable String note,
    @Nullable Instant over) {

  /** For people, in a line. */
  public String title() {
    return "%s: %,d jobs healed by themselves in %d hours; %s are usual"
        .formatted(subject, jobs, hours, usual());
  }

  private String usual() {
    return expected < 1 ? "less than one" : String.format(Locale.ROOT, "about %,.0f", expected);
  }
}
