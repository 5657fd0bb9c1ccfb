package io.sluice.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Seal;
import io.sluice.step.DecisionTables.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps decision records in the database, their features encrypted. */
final class DecisionStore implements DecisionRecords {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final TypeReference<Map<String, @Nullable Object>> FEATURES =
      new TypeReference<>() {};
  private static final TypeReference<List<Map<String, Object>>> REASONS = new TypeReference<>() {};
  private static final TypeReference<List<Verdict>> VERDICTS = new TypeReference<>() {};

  private static final String SELECT =
      """
      select d.*, a.user_name, a.recommendation, a.answer, a.reason, a.answered_at
      from decision_record d left join human_answer a on a.task = d.answer_task
      """;

  private final JdbcClient jdbc;
  private final Seal seal;

  DecisionStore(JdbcClient jdbc, Seal seal) {
    this.jdbc = jdbc;
    this.seal = seal;
  }

  /**
   * @param answerTask of the answer that decided
   */
  void add(DecisionRecord record, @Nullable String answerTask) {
    String features = text(record.features());
    jdbc.sql(
            """
            insert into decision_record (id, run_id, element, business_key, flow, flow_version,
              contract, contract_version, input_sha256, features, model, model_version, model_role,
              score, reasons, verdicts, decision, rung, answer_task, decided_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(record.id(), record.run(), record.element(), record.businessKey())
        .params(record.flow(), record.flowVersion(), record.contract(), record.contractVersion())
        .params(sha256(features), seal.close(features.getBytes(StandardCharsets.UTF_8)))
        .params(record.model(), record.modelVersion(), record.modelRole())
        .param(record.score())
        .params(text(record.reasons()), text(record.verdicts()), record.decision(), record.rung())
        .param(answerTask)
        .param(record.decided().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The task of the last answer that a person gave in a run. */
  Optional<String> lastAnswer(String run) {
    return jdbc.sql(
            """
            select task from human_answer where run_id = ?
            order by answered_at desc, task fetch first 1 rows only
            """)
        .param(run)
        .query(String.class)
        .optional();
  }

  @Override
  public List<DecisionRecord> search(Search wanted, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where (:flow = '' or d.flow = :flow)
                  and (:key = '' or d.business_key = :key)
                  and (:run = '' or d.run_id = :run)
                  and (:human = false or d.answer_task is not null)
                order by d.decided_at desc, d.id fetch first :limit rows only
                """)
        .param("flow", wanted.flow())
        .param("key", wanted.businessKey())
        .param("run", wanted.run())
        .param("human", wanted.humanOnly())
        .param("limit", limit)
        .query((row, n) -> read(row))
        .list();
  }

  @Override
  public Optional<DecisionRecord> find(String id) {
    return jdbc.sql(SELECT + "where d.id = ?").param(id).query((row, n) -> read(row)).optional();
  }

  private DecisionRecord read(ResultSet row) throws SQLException {
    String features = new String(seal.open(row.getString("features")), StandardCharsets.UTF_8);
    double score = row.getDouble("score");
    boolean unscored = row.wasNull();
    return new DecisionRecord(
        row.getString("id"),
        row.getString("run_id"),
        row.getString("element"),
        row.getString("business_key"),
        row.getString("flow"),
        row.getInt("flow_version"),
        row.getString("contract"),
        row.getString("contract_version"),
        row.getString("input_sha256"),
        parse(features, FEATURES),
        row.getString("model"),
        row.getString("model_version"),
        row.getString("model_role"),
        unscored ? null : score,
        parse(row.getString("reasons"), REASONS),
        parse(row.getString("verdicts"), VERDICTS),
        row.getString("decision"),
        row.getString("rung"),
        human(row),
        time(row, "decided_at"));
  }

  private static DecisionRecord.@Nullable Human human(ResultSet row) throws SQLException {
    String user = row.getString("user_name");
    if (user == null) return null;
    String recommendation = row.getString("recommendation");
    String answer = row.getString("answer");
    return new DecisionRecord.Human(
        user,
        recommendation,
        answer,
        row.getString("reason"),
        recommendation != null && !recommendation.equals(answer),
        time(row, "answered_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision record cannot be written", e);
    }
  }

  private static <T> T parse(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision record cannot be read", e);
    }
  }
}
