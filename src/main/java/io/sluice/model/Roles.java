package io.sluice.model;

import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pointers from roles to versions, with their history. A move is one row in one transaction; moves
 * of the same model wait for each other, whatever their role and on every node.
 */
public final class Roles {
  public static final String CHAMPION = "champion";

  /** Scored on the same records as the champion, and never shown. */
  public static final String CHALLENGER = "challenger";

  /** Has a history and points nowhere: any number of versions may be retired. */
  public static final String RETIRED = "retired";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final RoleHistory history;
  private final ModelEvents events;

  public Roles(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.history = new RoleHistory(jdbc);
    this.events = new ModelEvents(jdbc);
  }

  /**
   * A pointer's position.
   *
   * @param version empty when it points nowhere
   * @param moves how often it has been moved
   */
  record Pointer(Optional<String> version, long moves) {}

  /** Why a pointer moved, as the history tells. */
  enum Kind {
    RELEASE,
    ROLLBACK,
    CHALLENGE,
    RETIRE,
    REINSTATE
  }

  RoleHistory history() {
    return history;
  }

  /** Makes sure that there is a row to lock. */
  void prepare(ModelName model) {
    prepare(model, CHAMPION);
  }

  private void prepare(ModelName model, String role) {
    jdbc.sql(
            """
            insert into model_role (model, role, version, moves)
            select :model, :role, cast(null as varchar(12)), 0 from (select 1 as one) x
            where not exists (select 1 from model_role where model = :model and role = :role)
            """)
        .param("model", model.value())
        .param("role", role)
        .update();
  }

  /**
   * Does work while nobody else moves a pointer of this model: the row of its champion is the lock
   * for all of its roles.
   *
   * @throws StepRejected {@code unknown-model} when it has no versions
   */
  <T> T locked(ModelName model, Supplier<T> work) {
    T result =
        transactions.execute(
            status -> {
              if (read(model, CHAMPION, " for update").isEmpty())
                throw new StepRejected(
                    "unknown-model", "model %s has no versions".formatted(model), Map.of());
              return work.get();
            });
    if (result == null) throw new IllegalStateException("a move gave no result");
    return result;
  }

  Pointer pointer(ModelName model, String role) {
    return read(model, role, "").orElse(new Pointer(Optional.empty(), 0));
  }

  private Optional<Pointer> read(ModelName model, String role, String lock) {
    return jdbc.sql(
            "select version, moves from model_role where model = :model and role = :role" + lock)
        .param("model", model.value())
        .param("role", role)
        .query(
            (row, n) ->
                new Pointer(Optional.ofNullable(row.getString("version")), row.getLong("moves")))
        .optional();
  }

  /** Moves a pointer while the model is locked; to where it is already: does nothing. */
  void point(ModelName model, String role, Optional<String> to, Kind kind, Mover by) {
    Pointer before = pointer(model, role);
    if (before.version().equals(to)) return;
    count(model, role, to);
    history.add(model, role, before.moves() + 1, before.version(), to, kind, by);
    if (role.equals(CHAMPION)) events.moved(model, kind, before.version(), to, by);
  }

  /** Notes that a version came to the retired ones or left them, while the model is locked. */
  void noteRetired(
      ModelName model, Optional<String> left, Optional<String> came, Kind kind, Mover by) {
    long moves = pointer(model, RETIRED).moves();
    count(model, RETIRED, Optional.empty());
    history.add(model, RETIRED, moves + 1, left, came, kind, by);
  }

  private void count(ModelName model, String role, Optional<String> to) {
    prepare(model, role);
    jdbc.sql(
            """
            update model_role set version = :version, moves = moves + 1
            where model = :model and role = :role
            """)
        .param("version", to.orElse(null), Types.VARCHAR)
        .param("model", model.value())
        .param("role", role)
        .update();
  }
}
