package io.sluice.api.score;

import io.sluice.data.Column;
import io.sluice.data.Nearest;
import io.sluice.score.ScoringModel;
import io.sluice.validate.Check;
import io.sluice.validate.Contract;
import io.sluice.validate.RowRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields that records for one model version may have: the columns of its contract, and features
 * that the contract no longer has. Only features are needed; what else is sent must still be right.
 */
final class Fields {
  private final Contract contract;
  private final List<Column> columns;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> features;

  Fields(Contract contract, ScoringModel model) {
    this(contract, model.features());
  }

  /** For records of which nobody knows yet what is a feature: nothing but the contract counts. */
  static Fields ofAll(Contract contract) {
    return new Fields(contract, List.of());
  }

  private Fields(Contract contract, List<Column> needed) {
    this.contract = contract;
    this.features = needed.stream().map(Column::name).collect(Collectors.toSet());
    List<Column> all = new ArrayList<>(contract.schema().columns());
    for (Column feature : needed)
      if (contract.schema().column(feature.name()).isEmpty()) all.add(feature);
    this.columns = List.copyOf(all);
    for (int i = 0; i < columns.size(); i++) places.put(columns.get(i).name(), i);
  }

  /** Those of the contract first, in its order. */
  List<Column> columns() {
    return columns;
  }

  Contract contract() {
    return contract;
  }

  @Nullable Integer place(String field) {
    return places.get(field);
  }

  /** Whether a rule counts here: a column that no feature is made of may be left out. */
  boolean counts(RowRule rule) {
    return !(rule.check() instanceof Check.Required)
        || features.contains(columns.get(rule.column()).name());
  }

  /** The names that are most like one that is unknown, in words. */
  String nearest(String field) {
    return String.join(", ", Nearest.to(field, columns.stream().map(Column::name).toList()));
  }
}
