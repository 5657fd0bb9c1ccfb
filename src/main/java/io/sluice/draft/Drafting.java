package io.sluice.draft;

import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a table and says what contract and spec would fit it. */
final class Drafting {
  /** More categories than that teach little and cost much. */
  private static final int CATEGORIES = 200;

  private final Wish wish;
  private final Table table;
  private final List<String> warnings = new ArrayList<>();

  private Drafting(Wish wish, Table table) {
    this.wish = wish;
    this.table = table;
  }

  /**
   * @throws StepRejected {@code draft-data}, {@code draft-target} or {@code draft-key} saying what
   *     would be right
   */
  static Draft of(Wish wish, Path file) {
    return new Drafting(wish, Table.read(file)).draft();
  }

  private Draft draft() {
    for (String key : wish.key()) there(key, "draft-key");
    there(wish.target(), "draft-target");
    if (wish.key().contains(wish.target()))
      throw new StepRejected("draft-key", "the target cannot be part of the key");
    ColumnProfile target = profile(wish.target());
    Answers answers = Answers.of(target, table.column(wish.target()), wish.positive());
    key();
    if (!table.whole())
      warnings.add("only the first %,d rows were looked at".formatted(table.rows()));
    if (table.ragged() > 0)
      warnings.add(
          "%,d lines have another number of fields than the header".formatted(table.ragged()));
    List<ColumnProfile> profiles = table.names().stream().map(this::profile).toList();
    List<Finding> findings = profiles.stream().map(p -> finding(p, answers)).toList();
    for (Finding finding : findings)
      for (String note : finding.notes()) warnings.add(finding.column() + ": " + note);
    if (findings.stream().noneMatch(Finding::feature))
      throw Table.wrong("none of its columns can be learned from: " + String.join("; ", warnings));
    return new Draft(
        wish.model().value(),
        table.rows(),
        DraftYaml.contract(wish, table.delimiter(), profiles, findings),
        DraftYaml.spec(wish, answers.positive(), findings),
        findings,
        warnings);
  }

  private ColumnProfile profile(String column) {
    return ColumnProfile.of(column, table.column(column));
  }

  private void there(String column, String code) {
    if (!table.names().contains(column))
      throw new StepRejected(
          code,
          "the file has no such column; it has: "
              + table.names().stream().limit(50).collect(Collectors.joining(", ")),
          Map.of("column", column));
  }

  private void key() {
    if (wish.key().isEmpty()) return;
    Set<List<String>> seen = new HashSet<>();
    for (int row = 0; row < table.rows(); row++) {
      List<String> key = new ArrayList<>();
      for (String column : wish.key()) key.add(table.column(column).get(row));
      if (key.stream().anyMatch(String::isBlank) || !seen.add(key))
        throw new StepRejected(
            "draft-key",
            "row %d has no key of its own in %s: choose other columns, or none and the line is the key"
                .formatted(row + 1, String.join(", ", wish.key())),
            Map.of("row", row + 1));
    }
  }

  private Finding finding(ColumnProfile column, Answers answers) {
    Personal personal = Personal.guess(column);
    if (column.name().equals(wish.target()))
      return finding(column, Finding.TARGET, personal, null, List.of());
    if (wish.key().contains(column.name()))
      return finding(column, Finding.KEY, personal, null, List.of());
    double auc = Leak.auc(column, table.column(column.name()), answers);
    List<String> notes = new ArrayList<>();
    obstacle(column, personal, auc, notes);
    boolean feature = notes.isEmpty();
    if (personal == Personal.PROTECTED)
      notes.add("may be forbidden to decide by: check it, or leave it out");
    if (column.placeholders() > 0)
      notes.add(
          "would be a number but for words such as NA in %,d rows: send empty cells instead"
              .formatted(column.placeholders()));
    return finding(column, feature ? Finding.FEATURE : Finding.LEFT_OUT, personal, auc, notes);
  }

  /** Why a column is nothing to learn from. */
  private static void obstacle(
      ColumnProfile column, Personal personal, double auc, List<String> notes) {
    if (column.constant()) notes.add("has one value or none: left out");
    else if (auc > Leak.SUSPICIOUS)
      notes.add(
          String.format(
              Locale.ROOT,
              "tells the answer by itself (AUC %.3f): left out, it was probably written down"
                  + " afterwards",
              auc));
    else if (column.idLike()) notes.add("looks like an id, nearly every row has its own: left out");
    else if (personal == Personal.IDENTIFYING) notes.add("tells who somebody is: left out");
    else if (column.type() == Type.DATE || column.type() == Type.TIMESTAMP)
      notes.add("is a time: left out; split.by may name it, to hold the latest rows back");
    else if (column.type() == Type.TEXT && column.distinct() > CATEGORIES)
      notes.add(
          "has %,d categories, more than %d: left out".formatted(column.distinct(), CATEGORIES));
  }

  private static Finding finding(
      ColumnProfile column,
      String role,
      Personal personal,
      @org.jspecify.annotations.Nullable Double auc,
      List<String> notes) {
    return new Finding(
        column.name(),
        role,
        column.type(),
        (double) column.missing() / column.rows(),
        column.distinct(),
        personal.classification(),
        auc,
        notes);
  }

  /** The most frequent first, ties by name. */
  static List<String> categories(ColumnProfile column) {
    return column.counts().entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
