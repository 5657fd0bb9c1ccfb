package io.sluice.watch;

import io.sluice.score.ModelName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts of all nodes, by the hour. */
final class TallyStore {
  /** Stands for the score where a column's name would; no column has a blank name. */
  static final String SCORE = "";

  private final JdbcClient jdbc;

  TallyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param column of the records, or {@link #SCORE}
   * @param at as {@link Bins#at} says
   */
  record Bin(String column, int at) {}

  /** Adds rows to the present hour; several nodes may do so at once. */
  void add(ModelName model, String version, Instant moment, Bin bin, long rows) {
    if (update(model, version, moment, bin, rows) > 0) return;
    try {
      jdbc.sql(
              """
              insert into score_tally (model, version, counted_from, column_name, bin, row_count)
              values (?, ?, ?, ?, ?, ?)\
              """)
          .params(model.value(), version, hour(moment), bin.column(), bin.at(), rows)
          .update();
    } catch (DuplicateKeyException another) {
      update(model, version, moment, bin, rows);
    }
  }

  private int update(ModelName model, String version, Instant moment, Bin bin, long rows) {
    return jdbc.sql(
            """
            update score_tally set row_count = row_count + ?
            where model = ? and version = ? and counted_from = ? and column_name = ? and bin = ?\
            """)
        .params(rows, model.value(), version, hour(moment), bin.column(), bin.at())
        .update();
  }

  /** Rows by bin from the hour of a moment on. */
  Map<Bin, Long> since(ModelName model, String version, Instant moment) {
    Map<Bin, Long> counts = new HashMap<>();
    jdbc.sql(
            """
            select column_name, bin, sum(row_count) as total from score_tally
            where model = ? and version = ? and counted_from >= ? group by column_name, bin\
            """)
        .params(model.value(), version, hour(moment))
        .query(
            row -> {
              counts.put(
                  new Bin(row.getString("column_name"), row.getInt("bin")), row.getLong("total"));
            });
    return counts;
  }

  private static OffsetDateTime hour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
  }
}
