package io.sluice.model;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/**
 * What a version must keep to once it serves.
 *
 * @param psi largest population stability index of the score against training, beyond what chance
 *     makes; .25 is the usual mark of a major shift (Siddiqi 2006)
 * @param refused largest share of records that get no score
 * @param rows scored records below which nothing is concluded
 * @param period how long a release is watched, ISO 8601
 * @param every how often it is looked at, ISO 8601
 */
public record Monitoring(Double psi, Double refused, Long rows, String period, String every) {
  /** What holds when the spec says nothing. */
  public static final Monitoring USUAL = new Monitoring(0.25, 0.1, 500L, "PT24H", "PT15M");

  @SuppressWarnings("NullAway") // absent keys come as null
  public Monitoring {
    psi = Objects.requireNonNullElseGet(psi, () -> USUAL.psi());
    refused = Objects.requireNonNullElseGet(refused, () -> USUAL.refused());
    rows = Objects.requireNonNullElseGet(rows, () -> USUAL.rows());
    period = Objects.requireNonNullElseGet(period, () -> USUAL.period());
    every = Objects.requireNonNullElseGet(every, () -> USUAL.every());
    if (!(psi > 0))
      throw new IllegalArgumentException("monitoring.psi is above 0, for example 0.25");
    if (!(refused > 0 && refused <= 1))
      throw new IllegalArgumentException("monitoring.refused is above 0 and at most 1");
    if (rows < 1) throw new IllegalArgumentException("monitoring.rows is at least 1");
    if (length("period", period).compareTo(length("every", every)) < 0)
      throw new IllegalArgumentException("monitoring.period is at least monitoring.every");
  }

  public Duration watched() {
    return Duration.parse(period);
  }

  private static Duration length(String key, String text) {
    try {
      Duration length = Duration.parse(text);
      if (length.isPositive()) return length;
    } catch (DateTimeParseException e) {
      // Said below, as for a length that is no time at all.
    }
    throw new IllegalArgumentException(
        "monitoring.%s is a length of time such as PT24H or PT15M, not '%s'".formatted(key, text));
  }
}
