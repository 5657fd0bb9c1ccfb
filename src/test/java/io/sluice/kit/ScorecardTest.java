package io.sluice.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sample.LoanWorld;
import io.sluice.step.DecisionTables;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What processes/scorecard.dmn says of applications of which it is known how they ended. */
@FlowTest(files = {"scorecard.dmn"})
class ScorecardTest {
  private static final int ROWS = 1_500;

  @Autowired DecisionTables tables;

  private record Judged(double score, boolean defaulted) {}

  @Test
  void ranksApplicantsAndItsScoreIsTheShareThatDefaults() throws IOException {
    List<Judged> judged = judged();
    assertThat(judged).hasSizeBetween(ROWS * 8 / 10, ROWS - 1);
    double share = judged.stream().filter(Judged::defaulted).count() / (double) judged.size();
    double mean = judged.stream().mapToDouble(Judged::score).average().orElseThrow();
    assertThat(mean).isEqualTo(share, Offset.offset(.03));
    assertThat(auc(judged)).isGreaterThan(.75);
  }

  /** The share of pairs of a defaulted and another one that are in the right order. */
  private static double auc(List<Judged> judged) {
    double right = 0;
    long pairs = 0;
    for (Judged bad : judged)
      if (bad.defaulted())
        for (Judged good : judged)
          if (!good.defaulted()) {
            pairs++;
            right += bad.score() > good.score() ? 1 : bad.score() == good.score() ? .5 : 0;
          }
    return right / pairs;
  }

  /** Those with a file at the bureau. */
  private List<Judged> judged() throws IOException {
    StringWriter csv = new StringWriter();
    new LoanWorld(LoanWorld.Settings.of(ROWS, 21)).write(csv);
    List<String> lines = csv.toString().lines().toList();
    List<String> header = List.of(lines.getFirst().split(","));
    List<Judged> judged = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Map<String, @Nullable Object> facts = facts(header, line.split(",", -1));
      if (facts.get("bureau_score") == null) continue;
      Object score = tables.decide("scorecard", facts).outputs().get("score");
      boolean defaulted = "true".equals(facts.get("defaulted"));
      judged.add(
          new Judged(((Number) java.util.Objects.requireNonNull(score)).doubleValue(), defaulted));
    }
    return judged;
  }

  private static Map<String, @Nullable Object> facts(List<String> header, String[] cells) {
    Map<String, @Nullable Object> facts = new HashMap<>();
    for (int i = 0; i < cells.length; i++) facts.put(header.get(i), value(cells[i]));
    return facts;
  }

  private static @Nullable Object value(String cell) {
    if (cell.isEmpty()) return null;
    return cell.matches("[0-9.]+") ? (Object) Double.valueOf(cell) : cell;
  }
}
