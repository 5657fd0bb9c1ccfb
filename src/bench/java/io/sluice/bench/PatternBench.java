package io.sluice.bench;

import io.sluice.heal.pattern.NormalMonth;

/** How often normal operation alarms somebody, over a hundred simulated months of 20 sources. */
public final class PatternBench {
  private static final int MONTHS = 100;

  private PatternBench() {}

  public static void main(String[] args) {
    int alarms = 0;
    int first = 0;
    int found = 0;
    for (long seed = 1; seed <= MONTHS; seed++) {
      NormalMonth.Outcome outcome = new NormalMonth(seed).withTroubleOf(40, 3).run();
      alarms += outcome.falseAlarms();
      first += outcome.first();
      if (outcome.found()) found++;
    }
    System.out.printf(
        "%d months: %.2f false alarms a month, %.2f in the first one, %d of %d mornings of 40"
            + " found%n",
        MONTHS, alarms / (double) MONTHS, first / (double) MONTHS, found, MONTHS);
  }
}
