package io.sluice.publish;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one publication per model that consumers see; always within the caller's transaction, and one
 * transaction at a time for each model.
 */
final class Pointers {
  private final JdbcClient jdbc;
  private final Clock clock;

  Pointers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
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
}
