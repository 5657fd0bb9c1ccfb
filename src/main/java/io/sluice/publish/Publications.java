package io.sluice.publish;

import io.sluice.data.Scores;
import io.sluice.step.StepCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** What was published, by whom and from what; always within the caller's transaction. */
final class Publications {
  private static final String SELECT =
      "select id, model, dataset, round, row_count, place, withdrawn_at from publication ";

  private final JdbcClient jdbc;
  private final Clock clock;

  Publications(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The newest publication that this call has made. */
  Optional<Publication> of(StepCall call) {
    return jdbc.sql(
            SELECT
                + """
                where run_id = ? and element = ? and business_key = ?
                order by round desc fetch first 1 row only
                """)
        .params(call.run(), call.element(), call.businessKey())
        .query(Publications::publication)
        .optional();
  }

  Optional<Publication> find(long id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query(Publications::publication).optional();
  }

  /**
   * Registers a publication that nobody sees yet.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the same call is at work elsewhere
   */
  long begin(StepCall call, Scores scores, String dataset, int round) {
    GeneratedKeyHolder id = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into publication (run_id, element, business_key, round, model, model_version,
              dataset, row_count, published_at)
            values (?, ?, ?, ?, ?, ?, ?, 0, ?)
            """)
        .params(call.run(), call.element(), call.businessKey(), round, scores.model())
        .params(scores.version(), dataset, now())
        .update(id, "id");
    return Objects.requireNonNull(id.getKey()).longValue();
  }

  /** Notes that a retired publication has no rows any more. */
  void emptied(long id) {
    jdbc.sql("update publication set emptied_at = ? where id = ?").params(now(), id).update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private static Publication publication(ResultSet row, int index) throws SQLException {
    return new Publication(
        row.getLong("id"),
        row.getString("model"),
        row.getString("dataset"),
        row.getInt("round"),
        row.getLong("row_count"),
        row.getObject("place", Long.class),
        row.getObject("withdrawn_at") != null);
  }
}
