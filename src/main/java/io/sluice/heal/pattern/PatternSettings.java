package io.sluice.heal.pattern;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When healings that come more often than usual become an alert.
 *
 * @param windows hours that are looked at together
 * @param least healings in a window below which there is never an alert
 * @param falseAlarms that may be expected in a week, over all subjects and windows
 * @param days of history that the usual number is taken from
 */
@ConfigurationProperties("sluice.heal.pattern")
public record PatternSettings(
    @DefaultValue({"6", "24"}) List<Integer> windows,
    @DefaultValue("20") int least,
    @DefaultValue("0.25") double falseAlarms,
    @DefaultValue("56") int days) {

  private static final int HOURS_A_WEEK = 168;
  private static final int HOURS_A_DAY = 24;

  /** Chance makes as many in one window of twenty. */
  private static final double USUAL = .05;

  /**
   * @throws IllegalArgumentException when a value makes no sense
   */
  public PatternSettings {
    windows = List.copyOf(windows);
    if (windows.isEmpty() || windows.stream().anyMatch(w -> w < 1 || w > HOURS_A_DAY))
      throw new IllegalArgumentException("sluice.heal.pattern.windows are from 1 to 24 hours");
    if (least < 1) throw new IllegalArgumentException("sluice.heal.pattern.least is at least 1");
    if (!(falseAlarms > 0))
      throw new IllegalArgumentException("sluice.heal.pattern.false-alarms is above 0");
    if (days < 7) throw new IllegalArgumentException("sluice.heal.pattern.days is at least 7");
  }

  /**
   * Chance below which a count is no chance any more: each subject is looked at in each window once
   * an hour, for within an hour its count only grows (Bonferroni).
   *
   * @param subjects that are looked at
   */
  double threshold(int subjects) {
    return falseAlarms / (HOURS_A_WEEK * windows.size() * (double) Math.max(1, subjects));
  }

  /**
   * Whether a count is no chance any more.
   *
   * @param threshold of {@link #threshold}
   */
  boolean unusual(long count, Baseline baseline, double threshold) {
    return count >= least && baseline.chance(count) < threshold;
  }

  /** Whether a subject of which was told is as usual again. */
  boolean usual(long count, Baseline baseline) {
    return baseline.chance(count) > USUAL;
  }
}
