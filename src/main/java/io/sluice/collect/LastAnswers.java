package io.sluice.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.data.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The last answer of each source to each question, encrypted; in the caller's transaction. */
final class LastAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(LastAnswers.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  private static final Duration PAUSE = Duration.ofHours(1);

  private final Map<String, OffsetDateTime> forgotten = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;
  private final TransactionTemplate nested;
  private final Seal seal;
  private final Clock clock;

  /**
   * @param nested within the caller's transaction, up to a savepoint
   */
  LastAnswers(JdbcClient jdbc, TransactionTemplate nested, Seal seal, Clock clock) {
    this.nested = nested;
    this.jdbc = jdbc;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * @param age after which answers of the source are of no use and are forgotten
   */
  void keep(
      String source,
      Map<String, @Nullable Object> question,
      Map<String, @Nullable Object> answer,
      Duration age) {
    forget(source, age);
    String kept = seal.close(bytes(answer));
    String key = key(question);
    int known =
        jdbc.sql(
                "update last_answer set answer = ?, answered_at = ? where source = ? and question ="
                    + " ?")
            .params(kept, now(), source, key)
            .update();
    if (known == 0) insert(source, key, kept);
  }

  /** Who comes second leaves the first one's answer, which is as good. */
  private void insert(String source, String key, String kept) {
    try {
      nested.executeWithoutResult(
          status ->
              jdbc.sql(
                      """
                      insert into last_answer (source, question, answer, answered_at)
                      values (?, ?, ?, ?)
                      """)
                  .params(source, key, kept, now())
                  .update());
    } catch (DuplicateKeyException first) {
      LOG.debug("Another run has just kept the answer of {}", source);
    }
  }

  /**
   * @param age how old it may be
   */
  Optional<Map<String, @Nullable Object>> find(
      String source, Map<String, @Nullable Object> question, Duration age) {
    return jdbc.sql(
            """
            select answer from last_answer
            where source = ? and question = ? and answered_at >= ?
            """)
        .params(source, key(question), now().minus(age))
        .query(String.class)
        .optional()
        .map(kept -> fields(seal.open(kept)));
  }

  /** Once an hour: what may not be used any more is not kept either. */
  private void forget(String source, Duration age) {
    OffsetDateTime now = now();
    OffsetDateTime last = forgotten.get(source);
    if (last != null && last.isAfter(now.minus(PAUSE))) return;
    forgotten.put(source, now);
    jdbc.sql("delete from last_answer where source = ? and answered_at < ?")
        .params(source, now.minus(age))
        .update();
  }

  private static String key(Map<String, @Nullable Object> question) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(new TreeMap<>(question)));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Map<String, @Nullable Object> fields) {
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be kept");
    }
  }

  private static Map<String, @Nullable Object> fields(byte[] json) {
    try {
      return JSON.readValue(json, FIELDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
