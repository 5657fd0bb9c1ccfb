package io.sluice.duckdb;

import io.sluice.data.Column;
import io.sluice.data.Type;
import java.util.List;

/** The shape of quarantined rows. */
final class Rejects {
  static final List<Column> COLUMNS =
      List.of(
          new Column("line", Type.INTEGER),
          new Column("column", Type.TEXT),
          new Column("rule", Type.TEXT),
          new Column("value", Type.TEXT),
          new Column("message", Type.TEXT),
          new Column("record", Type.TEXT));

  private Rejects() {}
}
