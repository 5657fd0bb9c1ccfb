package io.sluice.engine;

import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what a request asks once and answers it again from memory
 * (draft-ietf-httpapi-idempotency-key -header). The request's row and its effect are one
 * transaction: of two at the same time the second waits for the first, and after a failure nothing
 * is remembered.
 */
final class RunRequests {
  private static final int TRIES = 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RunRequests(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  private record Known(String hash, String answer) {}

  /**
   * @param work does it
   * @param written the answer as text, to be kept
   * @param read the answer that was kept
   * @throws StepRejected {@code idempotency-conflict}
   */
  <T> T once(
      Starts.Order order, Supplier<T> work, Function<T, String> written, Function<String, T> read) {
    Optional<Known> known = find(order);
    for (int tries = 1; known.isEmpty(); tries++) {
      try {
        return first(order, work, written);
      } catch (DuplicateKeyException other) {
        known = find(order);
        if (known.isEmpty() && tries == TRIES) throw busy(other);
      } catch (TransientDataAccessException locked) {
        // H2 does not wait long for whoever holds the row.
        known = find(order);
        if (known.isEmpty() && tries == TRIES) throw busy(locked);
      }
    }
    return read.apply(answer(known.get(), order));
  }

  /** Of two at the same time the second finds the key taken, and all that it did is undone. */
  private <T> T first(Starts.Order order, Supplier<T> work, Function<T, String> written) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              T answer = work.get();
              jdbc.sql(
                      """
                      insert into run_request (user_name, request_key, hash, answer, created_at)
                      values (?, ?, ?, ?, ?)
                      """)
                  .params(order.user(), order.key(), order.hash(), written.apply(answer))
                  .param(OffsetDateTime.now(clock))
                  .update();
              return answer;
            }));
  }

  private Optional<Known> find(Starts.Order order) {
    return jdbc.sql("select hash, answer from run_request where user_name = ? and request_key = ?")
        .params(order.user(), order.key())
        .query(Known.class)
        .optional();
  }

  private static String answer(Known known, Starts.Order order) {
    if (!known.hash().equals(order.hash()))
      throw new StepRejected(
          "idempotency-conflict",
          "this Idempotency-Key stands for another request of yours: a new request needs a new"
              + " key");
    return known.answer();
  }

  private static StepUnavailable busy(Exception cause) {
    return new StepUnavailable("the same request is under way; ask again in a moment", cause);
  }
}
