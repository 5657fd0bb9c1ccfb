package io.sluice.validate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds one record against a contract before anything is done with it. */
public final class RecordCheck {
  private RecordCheck() {}

  /**
   * @param field the column that is wrong
   * @param rule the name of the rule that it breaks
   * @param message what would be right; holds no value
   */
  public record Fault(String field, String rule, String message) {}

  /** Everything that is wrong with it; nothing when it keeps the contract. */
  public static List<Fault> faults(Contract contract, Map<String, Object> record) {
    return new InlineRows(contract, List.of(record)).faults(0);
  }

  /** A record that keeps the contract, its values in the types of the contract's columns. */
  public static Map<String, Object> typed(Contract contract, Map<String, Object> record) {
    Map<String, Object> typed =
        new LinkedHashMap<>(new InlineRows(contract, List.of(record)).valid().rows().getFirst());
    typed.keySet().removeIf(name -> name.startsWith("_"));
    return typed;
  }

  /** The values of the contract's key columns, joined; empty when it has none. */
  public static String key(Contract contract, Map<String, Object> record) {
    return contract.schema().key().stream()
        .map(name -> String.valueOf(record.get(name)))
        .collect(Collectors.joining("|"));
  }
}
