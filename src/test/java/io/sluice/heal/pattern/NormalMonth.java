package io.sluice.heal.pattern;

import io.sluice.heal.pattern.HealingTally.Hour;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * A simulated month of 20 sources and steps after a month that was learned from. Each heals at a
 * rate of its own, from one in a month to some hundred a day, more by day than by night, less at
 * weekends, and unevenly: the rate of each day is drawn anew (a fifth of the subjects vary as much
 * as their mean).
 */
public final class NormalMonth {
  private static final PatternSettings SETTINGS = new PatternSettings(List.of(6, 24), 20, .25, 56);
  private static final Instant START = Instant.parse("2026-09-28T00:00:00Z");
  private static final int SUBJECTS = 20;
  private static final int LEARNED = 28;
  private static final int DAYS = 56;
  private static final int HOURS = 24;

  private final long seed;
  private int trouble;
  private int troubled = -1;

  public NormalMonth(long seed) {
    this.seed = seed;
  }

  /** Adds healings to one subject in the morning of the 50th day. */
  public NormalMonth withTroubleOf(int healings, int subject) {
    trouble = healings;
    troubled = subject;
    return this;
  }

  /**
   * @param falseAlarms of the second month
   * @param first alarms of the first month, in which everything is new
   * @param found whether the trouble was told of on its day
   */
  public record Outcome(int falseAlarms, int first, boolean found) {}

  public Outcome run() {
    int alarms = 0;
    int first = 0;
    boolean found = false;
    for (int subject = 0; subject < SUBJECTS; subject++)
      for (int day : alarms(hours(subject))) {
        if (subject == troubled && day == 49) found = true;
        else if (day < LEARNED) first++;
        else alarms++;
      }
    return new Outcome(alarms, first, found);
  }

  private List<Hour> hours(int subject) {
    UniformRandomProvider random = new SplittableRandom(seed * 1_000 + subject)::nextLong;
    double daily = .03 * Math.pow(1.6, subject);
    List<Hour> hours = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      Instant midnight = START.plus(Duration.ofDays(day));
      double rate = daily * weekend(midnight) * unevenness(subject, random);
      for (int hour = 0; hour < HOURS; hour++) {
        long jobs = poisson(rate * share(hour), random);
        if (subject == troubled && day == 49 && hour >= 8 && hour < 12) jobs += trouble / 4;
        if (jobs > 0) hours.add(new Hour(midnight.plus(Duration.ofHours(hour)), jobs));
      }
    }
    return hours;
  }

  private static double weekend(Instant midnight) {
    return midnight.atOffset(ZoneOffset.UTC).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0
        ? .3
        : 1;
  }

  private static double unevenness(int subject, UniformRandomProvider random) {
    double shape = subject % 5 == 4 ? 4 : 40;
    return GammaDistribution.of(shape, 1 / shape).createSampler(random).sample();
  }

  private static double share(int hour) {
    return hour >= 8 && hour < 20 ? 1 / 14.4 : 1 / 72d;
  }

  private static long poisson(double mean, UniformRandomProvider random) {
    return mean <= 0 ? 0 : PoissonDistribution.of(mean).createSampler(random).sample();
  }

  /** Days on which an alert is raised, looked at once at the end of each hour. */
  private static List<Integer> alarms(List<Hour> hours) {
    List<Integer> days = new ArrayList<>();
    int open = 0;
    for (int hour = 0; hour < DAYS * HOURS; hour++) {
      Instant now = START.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(59));
      HourCounts counts = new HourCounts(hours, START, now, SETTINGS.days());
      if (open > 0 && SETTINGS.usual(counts.lately(open), counts.baseline(open))) open = 0;
      for (int window : SETTINGS.windows())
        if (open == 0 && unusual(counts, window)) {
          open = window;
          days.add(hour / HOURS);
        }
    }
    return days;
  }

  private static boolean unusual(HourCounts counts, int window) {
    return counts.lately(window) >= SETTINGS.least()
        && SETTINGS.unusual(
            counts.lately(window), counts.baseline(window), SETTINGS.threshold(SUBJECTS));
  }
}
