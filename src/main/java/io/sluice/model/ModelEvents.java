package io.sluice.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Writes down what happens to models for a subscriber, in the transaction in which it happens. */
final class ModelEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;

  ModelEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The champion has moved. */
  void moved(
      ModelName model, Roles.Kind kind, Optional<String> from, Optional<String> to, Mover by) {
    Map<String, Object> content = new TreeMap<>();
    content.put("event", kind == Roles.Kind.ROLLBACK ? "rollback" : "release");
    content.put("model", model.value());
    content.put("from", from.orElse(""));
    content.put("to", to.orElse(""));
    content.put("run", by.run());
    content.put("user", by.user());
    add(UUID.randomUUID().toString(), content);
  }

  /**
   * A node could not serve a version; told once for each version and reason, whichever nodes meet
   * it. Fails never: the refusal itself is what the caller has to know.
   */
  void refused(StepRejected refusal) {
    Map<String, Object> content = new TreeMap<>(refusal.facts());
    content.put("event", "refusal");
    content.put("code", refusal.code());
    content.put("reason", refusal.reason());
    try {
      add(Sha256.of(text(content).getBytes(StandardCharsets.UTF_8)), content);
    } catch (DuplicateKeyException known) {
      LOG.debug("Told before: {}", refusal.reason());
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("A refusal could not be written down: {}", refusal.reason(), e);
    }
  }

  /** Does nothing when the event is known; two nodes at once may still meet at the key. */
  private void add(String id, Map<String, Object> content) {
    OffsetDateTime now = ModelRegistry.now();
    content.put("id", id);
    content.put("at", now.toString());
    jdbc.sql(
            """
            insert into model_event (id, body, state, tries, due_at, created_at)
            select :id, :body, 'PENDING', 0, cast(:now as timestamp(3) with time zone),
              cast(:now as timestamp(3) with time zone) from (select 1 as one) x
            where not exists (select 1 from model_event where id = :id)
            """)
        .param("id", id)
        .param("body", text(content))
        .param("now", now)
        .update();
  }

  private static String text(Map<String, Object> content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written", e);
    }
  }
}
