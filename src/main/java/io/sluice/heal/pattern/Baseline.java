package io.sluice.heal.pattern;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * What is usual: the counts of a window at the same time of earlier days, the later days weighing
 * more (EWMA), and the day of the week too once there is enough history.
 *
 * @param mean expected count; above 0
 * @param dispersion variance divided by mean; at least 1
 * @param days that it was learned from
 */
record Baseline(double mean, double dispersion, int days) {
  /**
   * Weight of the latest day, of the order of Montgomery's advice for EWMA charts (0.05 to 0.25).
   */
  private static final double WEIGHT = .1;

  /** Days without a history count as if there had been this many healings, once. */
  private static final double FLOOR = .5;

  private static final int FIRST_DAYS = 7;
  private static final int DAYS_FOR_WEEKDAYS = 28;

  /** Healings that a weekday is shrunk to the mean by. */
  private static final double SHRINKAGE = 20;

  /** Standard deviations above which a day counts no more than these: a storm is not usual. */
  private static final double CAP = 3;

  private static final double CONFIDENCE = .9;

  /** A day and what was counted in its window. */
  record Day(LocalDate date, long count) {}

  /**
   * @param history one day after the other, the oldest first, without the one that is looked at
   * @param today the day that is looked at
   */
  static Baseline of(List<Day> history, LocalDate today) {
    List<Day> calm = calm(history);
    double mean = start(calm);
    double squares = 0;
    for (Day day : calm) {
      double expected = Math.max(mean * factor(calm, day.date()), FLOOR);
      squares += square(day.count(), expected);
      mean += WEIGHT * (day.count() / factor(calm, day.date()) - mean);
    }
    return new Baseline(
        Math.max(mean * factor(calm, today), FLOOR), dispersion(squares, calm.size()), calm.size());
  }

  /**
   * The upper end of a one-sided confidence interval, for few days tell little of how counts vary;
   * a week of Poisson's variance is taken for granted.
   */
  private static double dispersion(double squares, int days) {
    int degrees = Math.max(1, days - 1) + FIRST_DAYS;
    double low = ChiSquaredDistribution.of(degrees).inverseCumulativeProbability(1 - CONFIDENCE);
    return Math.max(1, (squares + FIRST_DAYS) / low);
  }

  /** Storms cut down to what would have been just unusual for what was before them. */
  private static List<Day> calm(List<Day> history) {
    List<Day> calm = new ArrayList<>();
    double mean = start(history);
    double squares = 0;
    for (Day day : history) {
      double expected = Math.max(Math.max(mean, weekday(history, day.date())), FLOOR);
      double dispersion = Math.max(1, squares / Math.max(FIRST_DAYS, calm.size()));
      double cap = expected + CAP * Math.sqrt(dispersion * expected) + CAP;
      long count = Math.min(day.count(), Math.round(cap));
      calm.add(new Day(day.date(), count));
      squares += square(count, expected);
      mean += WEIGHT * (count - mean);
    }
    return calm;
  }

  /** The middle of a weekday's counts: storms hardly move it. */
  private static double weekday(List<Day> history, LocalDate date) {
    if (history.size() < DAYS_FOR_WEEKDAYS) return 0;
    return middle(history.stream().filter(day -> day.date().getDayOfWeek() == date.getDayOfWeek()));
  }

  private static double square(long count, double expected) {
    return (count - expected) * (count - expected) / expected;
  }

  /** The middle of the first week, so that the first day does not decide alone. */
  private static double start(List<Day> history) {
    return middle(history.stream().limit(FIRST_DAYS));
  }

  private static double middle(Stream<Day> days) {
    long[] sorted = days.mapToLong(Day::count).sorted().toArray();
    int last = sorted.length - 1;
    return last < 0 ? 0 : (sorted[last / 2] + sorted[(last + 1) / 2]) / 2d;
  }

  /** How a weekday differs from the mean, shrunk: one odd Monday does not make all Mondays odd. */
  private static double factor(List<Day> history, LocalDate date) {
    if (history.size() < DAYS_FOR_WEEKDAYS) return 1;
    double all = 0;
    double same = 0;
    int sames = 0;
    for (Day day : history) {
      all += day.count();
      if (day.date().getDayOfWeek() != date.getDayOfWeek()) continue;
      same += day.count();
      sames++;
    }
    double expected = all / history.size() * sames;
    return (same + SHRINKAGE) / (expected + SHRINKAGE);
  }

  /** How likely chance alone makes a count as large as this. */
  double chance(long count) {
    return CountTail.atLeast(count, mean, dispersion);
  }
}
