package io.sluice.heal.pattern;

import io.sluice.heal.pattern.Baseline.Day;
import io.sluice.heal.pattern.HealingTally.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Healings of one subject by hour, up to the hour that has begun. */
final class HourCounts {
  private static final int HOURS_A_DAY = 24;

  private final long[] sums;
  private final Instant hour;
  private final int days;

  /**
   * @param counts of the hours in which something healed
   * @param first since when anything was counted, of whatever subject
   * @param longest days to look back
   */
  HourCounts(List<Hour> counts, Instant first, Instant now, int longest) {
    hour = now.truncatedTo(ChronoUnit.HOURS);
    Instant from = first.truncatedTo(ChronoUnit.HOURS);
    int known = (int) Math.max(0, Duration.between(from, hour).toHours()) + 1;
    int kept = Math.min(known, (longest + 1) * HOURS_A_DAY);
    days = longest;
    sums = new long[kept + 1];
    for (Hour count : counts) {
      long back = Duration.between(count.hour(), hour).toHours();
      if (back >= 0 && back < kept) sums[kept - (int) back] += count.jobs();
    }
    for (int i = 1; i <= kept; i++) sums[i] += sums[i - 1];
  }

  /** What healed in the last hours, the one that has begun included. */
  long lately(int window) {
    return between(0, window);
  }

  private long between(int back, int window) {
    int end = sums.length - 1 - back;
    return sums[end] - sums[Math.max(0, end - window)];
  }

  /** What is usual for such a window, by the same window of earlier days. */
  Baseline baseline(int window) {
    List<Day> history = new ArrayList<>();
    for (int back = days; back >= 1; back--) {
      int hours = back * HOURS_A_DAY;
      if (hours + window > sums.length - 1) continue;
      Instant end = hour.minus(Duration.ofHours(hours));
      history.add(new Day(end.atOffset(ZoneOffset.UTC).toLocalDate(), between(hours, window)));
    }
    return Baseline.of(history, hour.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
