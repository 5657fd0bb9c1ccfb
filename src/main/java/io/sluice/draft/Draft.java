package io.sluice.draft;

import java.util.List;

/**
 * A contract and a spec to look through and accept.
 *
 * @param rows that were looked at
 * @param contract YAML of the contract
 * @param spec YAML of the model spec
 * @param columns in the order of the file
 * @param warnings what a person should look at before accepting
 */
public record Draft(
    String model,
    int rows,
    String contract,
    String spec,
    List<Finding> columns,
    List<String> warnings) {
  public Draft {
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
  }
}
