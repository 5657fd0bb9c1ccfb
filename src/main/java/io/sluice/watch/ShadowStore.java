package io.sluice.watch;

import io.sluice.score.ModelName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcOperations;

/** Keeps what challengers said, beside the champion's own scores. */
final class ShadowStore {
  private final JdbcOperations jdbc;

  ShadowStore(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Two versions of a model on the same records. */
  record Pair(ModelName model, String champion, String challenger) {}

  void add(Pair pair, Instant moment, ShadowScores scores) {
    jdbc.batchUpdate(
        """
        insert into shadow_score
          (id, model, champion, challenger, champion_score, challenger_score, scored_at)
        values (?, ?, ?, ?, ?, ?, ?)\
        """,
        IntStream.range(0, scores.size()).boxed().toList(),
        1_000,
        (statement, row) -> {
          statement.setString(1, UUID.randomUUID().toString());
          statement.setString(2, pair.model().value());
          statement.setString(3, pair.champion());
          statement.setString(4, pair.challenger());
          number(statement, 5, scores.champion()[row]);
          number(statement, 6, scores.challenger()[row]);
          statement.setObject(7, at(moment));
        });
  }

  /**
   * The latest scores of a pair.
   *
   * @param most rows at most
   */
  ShadowScores latest(Pair pair, int most) {
    List<double[]> rows =
        jdbc.query(
            """
            select champion_score, challenger_score from shadow_score
            where model = ? and challenger = ? and champion = ?
            order by scored_at desc fetch first %d rows only\
            """
                .formatted(most),
            (row, n) ->
                new double[] {number(row, "champion_score"), number(row, "challenger_score")},
            pair.model().value(),
            pair.challenger(),
            pair.champion());
    return new ShadowScores(
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        rows.stream().mapToDouble(row -> row[1]).toArray());
  }

  /** Forgets what is older than a moment. */
  void forget(Instant before) {
    jdbc.update("delete from shadow_score where scored_at < ?", at(before));
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static void number(PreparedStatement statement, int place, double value)
      throws SQLException {
    if (Double.isNaN(value)) statement.setNull(place, Types.DOUBLE);
    else statement.setDouble(place, value);
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }
}
