package io.sluice.draft;

import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import io.sluice.validate.Cells;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the target says of each row.
 *
 * @param positive the value whose probability is to be the score, as a spec has it
 * @param known whether a row has an answer
 * @param yes whether it is the positive one
 */
record Answers(String positive, boolean[] known, boolean[] yes) {
  private static final int LEAST = 50;
  private static final int TOLD = 10;

  /**
   * @throws StepRejected {@code draft-target} when the column is no target, or which value is
   *     positive has to be said
   */
  static Answers of(ColumnProfile target, List<String> values, String wanted) {
    String positive = wanted.isBlank() ? rarer(target) : known(target, wanted.strip());
    boolean[] known = new boolean[values.size()];
    boolean[] yes = new boolean[values.size()];
    int answered = 0;
    int positives = 0;
    for (int row = 0; row < known.length; row++) {
      String value = values.get(row);
      known[row] = !value.isBlank();
      yes[row] = known[row] && same(target.type(), value, positive);
      if (known[row]) answered++;
      if (yes[row]) positives++;
    }
    if (answered < LEAST || positives == 0 || positives == answered)
      throw wrong(
          "column '%s' has %d answers, %d of them %s: at least %d with both outcomes are needed"
              .formatted(target.name(), answered, positives, positive, LEAST));
    return new Answers(word(target.type(), positive), known, yes);
  }

  private static String rarer(ColumnProfile target) {
    if (target.type() == Type.BOOLEAN) {
      int truths = count(target, true);
      return truths <= target.known() - truths ? "true" : "false";
    }
    if (target.distinct() != 2)
      throw wrong(
          "column '%s' has %,d values: name the one whose probability is wanted as 'positive'%s"
              .formatted(target.name(), target.distinct(), examples(target)));
    return target.counts().entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  private static int count(ColumnProfile target, boolean truth) {
    return target.counts().entrySet().stream()
        .filter(e -> (Cells.read(Type.BOOLEAN, e.getKey()) == 1) == truth)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static String known(ColumnProfile target, String wanted) {
    if (target.counts().keySet().stream().anyMatch(v -> same(target.type(), v, wanted)))
      return wanted;
    throw wrong(
        "column '%s' never is what 'positive' says%s".formatted(target.name(), examples(target)));
  }

  /** Few values are the outcomes; many may be anybody's data and are not told. */
  private static String examples(ColumnProfile target) {
    if (target.distinct() > TOLD) return "";
    return target.counts().keySet().stream()
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.joining(", ", "; its values: ", ""));
  }

  private static boolean same(Type type, String value, String positive) {
    return type == Type.TEXT
        ? value.equals(positive)
        : Cells.read(type, value) == Cells.read(type, positive);
  }

  /** A spec says true and false of what a table may call yes or 1. */
  private static String word(Type type, String positive) {
    if (type != Type.BOOLEAN) return positive.strip();
    return Cells.read(type, positive) == 1 ? "true" : "false";
  }

  private static StepRejected wrong(String what) {
    return new StepRejected("draft-target", what);
  }
}
