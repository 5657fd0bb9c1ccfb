package io.sluice.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says figures the way people read them. */
public final class Wording {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** With thousands set apart; a dash when unknown. */
  public String count(@Nullable Long rows) {
    return rows == null ? "–" : String.format(Locale.ENGLISH, "%,d", rows);
  }

  /** A stretch of time in its two largest units. */
  public String duration(long millis) {
    if (millis < 1_000) return millis + " ms";
    if (millis < 60_000) return String.format(Locale.ENGLISH, "%.1f s", millis / 1_000.0);
    long seconds = millis / 1_000;
    if (seconds < 3_600) return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    return "%d h %02d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }

  /** The time between two moments. */
  public String between(Instant from, Instant to) {
    return duration(Math.max(0, Duration.between(from, to).toMillis()));
  }

  /** With one digit behind the point. */
  public String decimal(double value) {
    return String.format(Locale.ENGLISH, "%,.1f", value);
  }

  /** A size in the unit that leaves up to three digits before the point. */
  public String bytes(long bytes) {
    if (bytes < 1_000) return bytes + " B";
    double size = bytes;
    int unit = -1;
    while (size >= 999.95) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ENGLISH, "%.1f %sB", size, "kMGTPE".charAt(unit));
  }

  /** A measure between 0 and 1 with four digits; a dash when unknown. */
  public String measure(@Nullable Double value) {
    return value == null || value.isNaN() ? "–" : String.format(Locale.ENGLISH, "%.4f", value);
  }

  /** A share as a percentage. */
  public String percent(double share) {
    return String.format(Locale.ENGLISH, "%.1f %%", 100 * share);
  }

  /** The moment in UTC, for browsers without scripts. */
  public String moment(Instant moment) {
    return UTC.format(moment);
  }

  /** The first digits of a fingerprint, or of a dataset's id. */
  public String brief(String id) {
    String digits = id.startsWith("file:") ? id.substring(5) : id;
    return digits.length() <= 10 ? digits : digits.substring(0, 10);
  }

  /** RUNNING as Running. */
  public String word(Enum<?> constant) {
    String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
