package io.sluice.data;

import java.util.Objects;

/**
 * One column of records.
 *
 * @param required whether a value must be there
 * @param personal whether it holds personal data that no log, form or export may show
 */
public record Column(String name, Type type, boolean required, boolean personal) {
  public Column {
    if (name.isBlank()) throw new IllegalArgumentException("a column needs a name");
    Objects.requireNonNull(type);
  }

  public Column(String name, Type type) {
    this(name, type, false, false);
  }
}
