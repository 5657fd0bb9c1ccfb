package io.sluice.model;

import io.sluice.score.ModelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every move of every pointer, in the order in which they were made. */
final class RoleHistory {
  private final JdbcClient jdbc;

  RoleHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a move while its model is locked. */
  void add(
      ModelName model,
      String role,
      long move,
      Optional<String> before,
      Optional<String> after,
      Roles.Kind kind,
      Mover by) {
    jdbc.sql(
            """
            insert into model_role_history
              (model, role, move, version, previous, kind, run_id, element, moved_by, moved_at)
            values
              (:model, :role, :move, :version, :previous, :kind, :run, :element, :user, :moved)
            """)
        .param("model", model.value())
        .param("role", role)
        .param("move", move)
        .param("version", after.orElse(null), Types.VARCHAR)
        .param("previous", before.orElse(null), Types.VARCHAR)
        .param("kind", kind.name())
        .param("run", by.run())
        .param("element", by.element())
        .param("user", by.user())
        .param("moved", moment(model))
        .update();
  }

  /** Now, but never before the last move: clocks of nodes differ, and history does not run back. */
  private OffsetDateTime moment(ModelName model) {
    OffsetDateTime now = ModelRegistry.now();
    return jdbc.sql("select max(moved_at) from model_role_history where model = :model")
        .param("model", model.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .filter(now::isBefore)
        .orElse(now);
  }

  /** The newest first. */
  List<Models.Move> of(ModelName model) {
    return jdbc.sql(
            """
            select role, version, previous, kind, run_id, element, moved_by, moved_at
            from model_role_history where model = :model
            order by moved_at desc, move desc, role
            """)
        .param("model", model.value())
        .query(RoleHistory::move)
        .list();
  }

  /** Where a pointer was at a moment; a move counts from its own moment on. */
  Optional<String> at(ModelName model, String role, Instant moment) {
    return jdbc.sql(
            """
            select role, version, previous, kind, run_id, element, moved_by, moved_at
            from model_role_history
            where model = :model and role = :role and moved_at <= :moment
            order by move desc fetch first 1 rows only
            """)
        .param("model", model.value())
        .param("role", role)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .query(RoleHistory::move)
        .optional()
        .flatMap(Models.Move::to);
  }

  /** The releases of a version, the latest first. */
  List<Models.Move> releases(ModelName model, String version) {
    return jdbc.sql(
            """
            select role, version, previous, kind, run_id, element, moved_by, moved_at
            from model_role_history
            where model = :model and role = :role and version = :version and kind = :kind
            order by move desc
            """)
        .param("model", model.value())
        .param("role", Roles.CHAMPION)
        .param("version", version)
        .param("kind", Roles.Kind.RELEASE.name())
        .query(RoleHistory::move)
        .list();
  }

  /** The champion that a version replaced when it was last released. */
  Optional<String> before(ModelName model, String version) {
    return releases(model, version).stream().findFirst().flatMap(Models.Move::from);
  }

  private static Models.Move move(ResultSet row, int number) throws SQLException {
    return new Models.Move(
        row.getString("role"),
        row.getString("kind"),
        Optional.ofNullable(row.getString("previous")),
        Optional.ofNullable(row.getString("version")),
        new Mover(row.getString("run_id"), row.getString("element"), row.getString("moved_by")),
        row.getObject("moved_at", OffsetDateTime.class).toInstant());
  }
}
