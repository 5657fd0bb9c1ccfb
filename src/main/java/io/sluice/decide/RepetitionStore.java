package io.sluice.decide;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps decisions that were made again beside the first ones. */
final class RepetitionStore implements Repetitions {
  private static final String OPEN =
      """
      where d.redoes is null and d.model = :model and (:flow = '' or d.flow = :flow)
        and not exists (
          select 1 from decision_record r where r.redoes = d.id and r.model_version = :version)
        and
      """
          + DecisionRows.OF_RUNG;

  private final JdbcClient jdbc;
  private final DecisionStore decisions;
  private final DecisionRows rows;

  RepetitionStore(JdbcClient jdbc, DecisionStore decisions, DecisionRows rows) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.rows = rows;
  }

  @Override
  public List<String> models(Wanted wanted) {
    return jdbc.sql(
            """
            select distinct d.model from decision_record d
            where d.redoes is null and (:flow = '' or d.flow = :flow) and
            """
                + DecisionRows.OF_RUNG
                + " order by d.model")
        .param("flow", wanted.flow())
        .param("rung", wanted.rung())
        .query(String.class)
        .list();
  }

  @Override
  public List<DecisionRecord> open(Wanted wanted, String model, String version, int limit) {
    return open(
            DecisionRows.SELECT,
            " order by d.decided_at, d.id fetch first :limit rows only",
            wanted)
        .param("model", model)
        .param("version", version)
        .param("limit", limit)
        .query((row, n) -> rows.read(row))
        .list();
  }

  @Override
  public long countOpen(Wanted wanted, String model, String version) {
    return open("select count(*) from decision_record d ", "", wanted)
        .param("model", model)
        .param("version", version)
        .query(Long.class)
        .single();
  }

  private JdbcClient.StatementSpec open(String select, String order, Wanted wanted) {
    return jdbc.sql(select + OPEN + order)
        .param("flow", wanted.flow())
        .param("rung", wanted.rung());
  }

  @Override
  public Optional<DecisionRecord> of(String decision, String version) {
    return jdbc.sql(DecisionRows.SELECT + "where d.redoes = ? and d.model_version = ?")
        .params(decision, version)
        .query((row, n) -> rows.read(row))
        .optional();
  }

  @Override
  public boolean keep(DecisionRecord redo) {
    try {
      decisions.add(redo, null);
      return true;
    } catch (DuplicateKeyException known) {
      return false;
    }
  }
}
