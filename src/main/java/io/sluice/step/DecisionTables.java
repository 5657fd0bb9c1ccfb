package io.sluice.step;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates decision tables (DMN); implemented by the engine, used by whatever decides. */
public interface DecisionTables {

  /**
   * What a table said.
   *
   * @param table key of the decision
   * @param version of its definition
   * @param rules ids of the rules that matched, in the order of the table; those of tables that it
   *     requires come first
   * @param outputs value by output name
   */
  record Verdict(
      String table, int version, List<String> rules, Map<String, @Nullable Object> outputs) {
    public Verdict {
      rules = List.copyOf(rules);
    }
  }

  /**
   * Asks the newest version of a table.
   *
   * @param facts by the names that the table's inputs use
   * @throws StepRejected {@code unknown-table}; {@code no-rule} when no rule holds; {@code
   *     table-wrong} when the table cannot be evaluated or gives more than one answer
   */
  default Verdict decide(String table, Map<String, @Nullable Object> facts) {
    return decide(table, 0, facts);
  }

  /**
   * Asks one version of a table, as a repetition does.
   *
   * @param version of the table, 0 for the newest
   * @throws StepRejected as {@link #decide(String, Map)}
   */
  Verdict decide(String table, int version, Map<String, @Nullable Object> facts);
}
