package io.sluice.validate;

import java.util.List;

/**
 * Columns whose values identify a row. Rows with a missing value among them are not compared.
 *
 * @param key whether it is the primary key
 */
public record UniqueRule(List<String> columns, boolean key) {
  public static final String NAME = "unique";

  public UniqueRule {
    columns = List.copyOf(columns);
  }

  /** The columns as the quarantine names them. */
  public String label() {
    return String.join("|", columns);
  }
}
