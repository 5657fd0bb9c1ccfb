package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pointers from roles to versions, with their history. A move is one row in one transaction; moves
 * of the same model wait for each other, on every node.
 */
public final class Roles {
  public static final String CHAMPION = "champion";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  public Roles(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * A pointer's position.
   *
   * @param version empty when it points nowhere
   * @param moves how often it has been moved
   */
  record Pointer(Optional<String> version, long moves) {}

  /** Makes sure that there is a row to lock. */
  void prepare(ModelName model) {
    jdbc.sql(
            """
            insert into model_role (model, role, version, moves)
            select :model, :role, cast(null as varchar(12)), 0 from (select 1 as one) x
            where not exists (select 1 from model_role where model = :model and role = :role)
            """)
        .param("model", model.value())
        .param("role", CHAMPION)
        .update();
  }

  /** Why a pointer moved, as the history tells. */
  enum Kind {
    RELEASE,
    ROLLBACK
  }

  /**
   * Moves the champion.
   *
   * @param next the new position from the present one; the same position moves nothing
   * @return the position before
   */
  Pointer move(
      ModelName model, StepCall call, Kind kind, Function<Pointer, Optional<String>> next) {
    Pointer result =
        transactions.execute(
            status -> {
              Pointer before = lock(model);
              Optional<String> after = next.apply(before);
              if (!after.equals(before.version())) point(model, call, kind, before, after);
              return before;
            });
    if (result == null) throw new IllegalStateException("a move gave no result");
    return result;
  }

  private Pointer lock(ModelName model) {
    return jdbc.sql(
            """
            select version, moves from model_role
            where model = :model and role = :role for update
            """)
        .param("model", model.value())
        .param("role", CHAMPION)
        .query(
            (row, n) ->
                new Pointer(Optional.ofNullable(row.getString("version")), row.getLong("moves")))
        .optional()
        .orElseThrow(
            () ->
                new StepRejected(
                    "unknown-model", "model %s has no versions".formatted(model), Map.of()));
  }

  private void point(
      ModelName model, StepCall call, Kind kind, Pointer before, Optional<String> after) {
    @Nullable String to = after.orElse(null);
    jdbc.sql(
            """
            update model_role set version = :version, moves = :moves
            where model = :model and role = :role
            """)
        .param("version", to, Types.VARCHAR)
        .param("moves", before.moves() + 1)
        .param("model", model.value())
        .param("role", CHAMPION)
        .update();
    jdbc.sql(
            """
            insert into model_role_history
              (model, role, move, version, previous, kind, run_id, element, moved_at)
            values (:model, :role, :move, :version, :previous, :kind, :run, :element, :moved)
            """)
        .param("model", model.value())
        .param("role", CHAMPION)
        .param("move", before.moves() + 1)
        .param("version", to, Types.VARCHAR)
        .param("previous", before.version().orElse(null), Types.VARCHAR)
        .param("kind", kind.name())
        .param("run", call.run())
        .param("element", call.element())
        .param("moved", ModelRegistry.now())
        .update();
  }

  /**
   * What the champion was before a version was last released.
   *
   * @param by only if this call of a step did it; null for whoever did
   */
  Optional<Pointer> before(ModelName model, String version, @Nullable StepCall by) {
    return jdbc
        .sql(
            """
            select previous, move, run_id, element from model_role_history
            where model = :model and role = :role and version = :version and kind = :kind
            order by move desc
            """)
        .param("model", model.value())
        .param("role", CHAMPION)
        .param("version", version)
        .param("kind", Kind.RELEASE.name())
        .query(Roles::step)
        .list()
        .stream()
        .filter(s -> by == null || (s.run().equals(by.run()) && s.element().equals(by.element())))
        .map(Move::before)
        .findFirst();
  }

  private record Move(Pointer before, String run, String element) {}

  private static Move step(ResultSet row, int number) throws SQLException {
    return new Move(
        new Pointer(Optional.ofNullable(row.getString("previous")), row.getLong("move")),
        row.getString("run_id"),
        row.getString("element"));
  }
}
