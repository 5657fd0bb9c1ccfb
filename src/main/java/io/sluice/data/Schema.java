package io.sluice.data;

import java.util.List;
import java.util.Optional;

/**
 * The shape of records as their contract states it.
 *
 * @param contract name of the contract
 * @param version version of the contract
 * @param key columns that identify a record; empty when its line does
 * @param delimiter between the fields of a CSV file
 */
public record Schema(
    String contract, String version, List<Column> columns, List<String> key, char delimiter) {
  public Schema {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
