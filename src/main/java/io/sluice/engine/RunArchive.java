package io.sluice.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the ledger; a run with an open incident has failed, whatever the ledger says. */
final class RunArchive implements Runs {
  private static final String RUN =
      "select r.*, (select min(f.name) from source_file f where f.run_id = r.id) as file_name from"
          + " run r ";

  private final JdbcClient jdbc;
  private final RuntimeService runtime;

  RunArchive(JdbcClient jdbc, RuntimeService runtime) {
    this.jdbc = jdbc;
    this.runtime = runtime;
  }

  @Override
  public List<Run> search(Search wanted, int limit) {
    Set<String> failed = failed();
    Run.@Nullable State state = wanted.state();
    return jdbc
        .sql(
            RUN
                + """
                where (:flow = '' or r.flow = :flow)
                  and (:key = '' or r.business_key = :key)
                  and (:state = '' or r.state = :state)
                order by r.started_at desc, r.id limit 10000
                """)
        .param("flow", wanted.flow())
        .param("key", wanted.businessKey())
        .param("state", state == null ? "" : ledgered(state).name())
        .query((row, n) -> run(row, failed))
        .list()
        .stream()
        .filter(run -> state == null || run.state() == state)
        .limit(limit)
        .map(this::withSteps)
        .toList();
  }

  /** The ledger does not know which running ones have failed. */
  private static Run.State ledgered(Run.State state) {
    return state == Run.State.FAILED ? Run.State.RUNNING : state;
  }

  @Override
  public Optional<Run> find(String id) {
    Set<String> failed = failed();
    return jdbc.sql(RUN + "where r.id = ?")
        .param(id)
        .query((row, n) -> run(row, failed))
        .optional()
        .map(this::withSteps);
  }

  private Set<String> failed() {
    Set<String> failed = new HashSet<>();
    runtime
        .createIncidentQuery()
        .incidentType("failedJob")
        .list()
        .forEach(incident -> failed.add(incident.getProcessInstanceId()));
    return failed;
  }

  private Run run(ResultSet row, Set<String> failed) throws SQLException {
    String id = row.getString("id");
    Run.State state = Run.State.valueOf(row.getString("state"));
    String file = row.getString("file_name");
    return new Run(
        id,
        row.getString("flow"),
        row.getInt("flow_version"),
        row.getString("business_key"),
        file == null ? "" : file,
        state == Run.State.RUNNING && failed.contains(id) ? Run.State.FAILED : state,
        time(row, "started_at").orElseThrow(),
        time(row, "ended_at").orElse(null),
        row.getString("message"),
        List.of());
  }

  private Run withSteps(Run run) {
    return new Run(
        run.id(),
        run.flow(),
        run.flowVersion(),
        run.businessKey(),
        run.file(),
        run.state(),
        run.started(),
        run.ended(),
        run.message(),
        steps(run.id()));
  }

  private List<RunStep> steps(String run) {
    return jdbc.sql("select * from run_step where run_id = ? order by started_at, element")
        .param(run)
        .query((row, n) -> step(row))
        .list();
  }

  private static RunStep step(ResultSet row) throws SQLException {
    return new RunStep(
        row.getString("element"),
        row.getString("step"),
        row.getString("title"),
        RunStep.State.valueOf(row.getString("state")),
        row.getInt("tries"),
        time(row, "started_at").orElseThrow(),
        time(row, "ended_at").orElse(null),
        row.getLong("rows_done"),
        row.getLong("rows_expected"),
        row.getLong("rows_rejected"),
        row.getString("message"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
