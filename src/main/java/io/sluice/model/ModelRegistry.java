package io.sluice.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Records;
import io.sluice.score.ModelName;
import io.sluice.step.StepCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions of models, in the database; part of the caller's transaction. */
public final class ModelRegistry {
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;
  private final Roles roles;

  public ModelRegistry(JdbcClient jdbc, Roles roles) {
    this.jdbc = jdbc;
    this.roles = roles;
  }

  /** Registers an artifact; the same artifact again stays the same version. */
  String add(
      ModelName model, String sha256, @Nullable Metrics metrics, StepCall call, Records records) {
    String version = Artifacts.version(sha256);
    roles.prepare(model);
    if (find(model, version).isPresent()) return version;
    jdbc.sql(
            """
            insert into model_version
              (model, version, sha256, created_at, run_id, dataset, metrics)
            values (:model, :version, :sha256, :created, :run, :dataset, :metrics)
            """)
        .param("model", model.value())
        .param("version", version)
        .param("sha256", sha256)
        .param("created", now())
        .param("run", call.run())
        .param("dataset", records instanceof Records.Stored stored ? stored.dataset() : "")
        .param("metrics", json(metrics))
        .update();
    return version;
  }

  public Optional<Models.Version> find(ModelName model, String version) {
    return jdbc.sql(
            """
            select version, sha256, created_at, run_id, metrics, retired from model_version
            where model = :model and version = :version
            """)
        .param("model", model.value())
        .param("version", version)
        .query(ModelRegistry::version)
        .optional();
  }

  /** The newest first. */
  public List<Models.Version> versions(ModelName model) {
    return jdbc.sql(
            """
            select version, sha256, created_at, run_id, metrics, retired from model_version
            where model = :model order by created_at desc, version
            """)
        .param("model", model.value())
        .query(ModelRegistry::version)
        .list();
  }

  /** Names of all models that have a version. */
  public List<String> models() {
    return jdbc.sql("select distinct model from model_version order by model")
        .query(String.class)
        .list();
  }

  /** The version that a role points to now. */
  public Optional<Models.Version> holder(ModelName model, String role) {
    return jdbc.sql(
            """
            select v.version, v.sha256, v.created_at, v.run_id, v.metrics, v.retired
            from model_role r join model_version v on v.model = r.model and v.version = r.version
            where r.model = :model and r.role = :role
            """)
        .param("model", model.value())
        .param("role", role)
        .query(ModelRegistry::version)
        .optional();
  }

  /** The version that a rollback would bring back, unless it has been retired. */
  Optional<Models.Version> previous(ModelName model) {
    return roles
        .pointer(model, Roles.CHAMPION)
        .version()
        .flatMap(now -> roles.history().before(model, now))
        .flatMap(earlier -> find(model, earlier))
        .filter(version -> !version.retired());
  }

  /** All roles that are held. */
  Map<Snapshot.Holder, Models.Version> holders() {
    Map<Snapshot.Holder, Models.Version> holders = new HashMap<>();
    jdbc.sql(
            """
            select r.model, r.role, v.version, v.sha256, v.created_at, v.run_id, v.metrics,
              v.retired
            from model_role r join model_version v on v.model = r.model and v.version = r.version
            """)
        .query(
            row -> {
              ModelName model = new ModelName(row.getString("model"));
              holders.put(new Snapshot.Holder(model, row.getString("role")), version(row, 0));
            });
    return Map.copyOf(holders);
  }

  /** Takes a version out of use or back, while its model is locked. */
  void retire(ModelName model, String version, boolean retired) {
    jdbc.sql(
            """
            update model_version set retired = :retired
            where model = :model and version = :version
            """)
        .param("retired", retired)
        .param("model", model.value())
        .param("version", version)
        .update();
  }

  static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Models.Version version(ResultSet row, int number) throws SQLException {
    return new Models.Version(
        row.getString("version"),
        row.getString("sha256"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("run_id"),
        metrics(row.getString("metrics")),
        row.getBoolean("retired"));
  }

  private static @Nullable Metrics metrics(String json) {
    try {
      return JSON.readValue(json, Metrics.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics in the registry are not readable", e);
    }
  }

  private static String json(@Nullable Metrics metrics) {
    try {
      return JSON.writeValueAsString(metrics);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics cannot be written", e);
    }
  }
}
