package io.sluice.publish;

import io.sluice.data.Scores;
import io.sluice.step.StepCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The publications and the pointer of each model; always within the caller's transaction. */
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

  /** Makes a publication the current one of its model. */
  void flip(long id, String model, long rows) {
    lock(model);
    jdbc.sql("update current_publication set publication = ?, flips = flips + 1 where model = ?")
        .params(id, model)
        .update();
    jdbc.sql(
            """
            update publication set row_count = ?, published_at = ?,
              place = (select flips from current_publication where model = ?)
            where id = ?
            """)
        .params(rows, now(), model, id)
        .update();
  }

  /** Marks a publication, and when it is current lets the newest earlier one take its place. */
  void withdraw(Publication gone) {
    lock(gone.model());
    jdbc.sql("update publication set withdrawn_at = ? where id = ? and withdrawn_at is null")
        .params(now(), gone.id())
        .update();
    jdbc.sql(
            """
            update current_publication set publication = (
              select id from publication
              where model = :model and place < :place
                and withdrawn_at is null and retired_at is null
              order by place desc fetch first 1 row only)
            where model = :model and publication = :id
            """)
        .param("model", gone.model())
        .param("place", gone.place())
        .param("id", gone.id())
        .update();
  }

  /**
   * Marks the publications of a model that no undo will go back to: all but the current one and the
   * newest few that are not withdrawn.
   *
   * @return those whose rows may be deleted
   */
  List<Long> retire(String model, int keep) {
    lock(model);
    jdbc.sql(
            """
            update publication set retired_at = :now
            where model = :model and place is not null and retired_at is null
              and id not in (
                select publication from current_publication
                where model = :model and publication is not null)
              and id not in (
                select id from publication
                where model = :model and place is not null and withdrawn_at is null
                order by place desc fetch first :keep rows only)
            """)
        .param("now", now())
        .param("model", model)
        .param("keep", keep)
        .update();
    return jdbc.sql(
            """
            select id from publication
            where model = ? and retired_at is not null and emptied_at is null
            """)
        .param(model)
        .query(Long.class)
        .list();
  }

  /** Notes that a retired publication has no rows any more. */
  void emptied(long id) {
    jdbc.sql("update publication set emptied_at = ? where id = ?").params(now(), id).update();
  }

  /** Lets one transaction at a time move a model's pointer. */
  private void lock(String model) {
    boolean known =
        jdbc.sql("select flips from current_publication where model = ? for update")
            .param(model)
            .query(Long.class)
            .optional()
            .isPresent();
    if (known) return;
    jdbc.sql("insert into current_publication (model, publication, flips) values (?, null, 0)")
        .param(model)
        .update();
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
