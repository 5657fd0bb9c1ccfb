package io.sluice.decide;

import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.ValidRecords;
import io.sluice.step.DecisionTables;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Spread;
import io.sluice.step.Step;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a decision table about one case: its inputs see the record's columns, the score and the
 * facts, by name; facts win over columns. Each output column of the table becomes a variable.
 */
@StepInfo(name = "decide", title = "Decide by a table")
final class Decide implements Step<Decide.Input, Decide.Output> {
  private final DecisionTables tables;

  Decide(DecisionTables tables) {
    this.tables = tables;
  }

  /**
   * @param table key of the decision
   * @param facts what the table needs beside the record and its score
   */
  record Input(
      @Label("Decision table") String table,
      @Label("Record") @Nullable ValidRecords records,
      @Label("Score of it") @Nullable Scores scores,
      @Label("Further facts") @Default("{}") Map<String, @Nullable Object> facts) {}

  /**
   * @param outcome the table's outputs
   * @param verdict the table, its version, the rules that matched, and what came out
   */
  record Output(@Spread Map<String, @Nullable Object> outcome, Verdict verdict) {}

  @Override
  public Output run(Input input) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    if (input.records() != null) facts.putAll(one(input.records().records()));
    if (input.scores() != null)
      facts.put(Scores.SCORE, one(input.scores().records()).get(Scores.SCORE));
    facts.putAll(input.facts());
    Verdict verdict = tables.decide(input.table(), facts);
    return new Output(verdict.outputs(), verdict);
  }

  private static Map<String, Object> one(Records records) {
    List<Map<String, Object>> rows =
        records instanceof Records.Inline inline ? inline.rows() : List.of();
    if (rows.size() != 1)
      throw new StepRejected(
          "not-a-case",
          "a table decides one record at a time, and these are %s"
              .formatted(rows.isEmpty() ? "a dataset" : rows.size()));
    return rows.getFirst();
  }
}
