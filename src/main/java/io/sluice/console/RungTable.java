package io.sluice.console;

import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords.RungCount;
import java.util.List;

/** Which rungs decided, as a page shows it. */
record RungTable(List<Line> lines, long decisions, long degraded) {

  /**
   * @param share of all decisions
   */
  record Line(String rung, long decisions, double share, long redone, boolean degraded) {}

  static RungTable of(List<RungCount> counts) {
    long all = counts.stream().mapToLong(RungCount::decisions).sum();
    List<Line> lines = counts.stream().map(count -> line(count, all)).toList();
    long degraded = lines.stream().filter(Line::degraded).mapToLong(Line::decisions).sum();
    return new RungTable(lines, all, degraded);
  }

  private static Line line(RungCount count, long all) {
    return new Line(
        count.rung(),
        count.decisions(),
        (double) count.decisions() / all,
        count.redone(),
        !count.rung().equals(DecisionRecord.CHAMPION));
  }
}
