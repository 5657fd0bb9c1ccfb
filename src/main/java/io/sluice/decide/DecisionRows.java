package io.sluice.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Seal;
import io.sluice.step.DecisionTables.Verdict;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of decision records and what they hold. */
final class DecisionRows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();
  private static final TypeReference<Map<String, @Nullable Object>> FEATURES =
      new TypeReference<>() {};
  private static final TypeReference<List<Map<String, Object>>> REASONS = new TypeReference<>() {};
  private static final TypeReference<List<Verdict>> VERDICTS = new TypeReference<>() {};

  static final String SELECT =
      """
      select d.*, a.user_name, a.recommendation, a.answer, a.reason, a.answered_at
      from decision_record d left join human_answer a on a.task = d.answer_task
      """;

  /** Whether a row is of the rung that is asked for. */
  static final String OF_RUNG =
      "(d.rung = :rung or :rung = '%s' and d.rung <> '%s')"
          .formatted(DecisionRecords.DEGRADED, DecisionRecord.CHAMPION);

  private final Seal seal;

  DecisionRows(Seal seal) {
    this.seal = seal;
  }

  DecisionRecord read(ResultSet row) throws SQLException {
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
        time(row, "decided_at"),
        row.getString("band"),
        row.getString("redoes"));
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

  static String text(Object value) {
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
