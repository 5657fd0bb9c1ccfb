package io.sluice.publish;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Deletes the rows of publications that no undo will go back to: after the commit that made them
 * so, aside, a bounded number per transaction. What a crash leaves is deleted by the model's next
 * publication.
 */
final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Publications publications;
  private final Pointers pointers;
  private final ScoreRows rows;
  private final PublishSettings settings;
  private final TransactionOperations own;
  private final ExecutorService aside;

  /**
   * @param own a transaction of its own for each piece of work
   * @param aside closed with this
   */
  Retention(
      Publications publications,
      Pointers pointers,
      ScoreRows rows,
      PublishSettings settings,
      TransactionOperations own,
      ExecutorService aside) {
    this.publications = publications;
    this.pointers = pointers;
    this.rows = rows;
    this.settings = settings;
    this.own = own;
    this.aside = aside;
  }

  /** Cleans up behind a model once the caller's transaction is committed. */
  void afterCommit(String model) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            aside.execute(() -> clean(model));
          }
        });
  }

  private void clean(String model) {
    try {
      List<Long> retired =
          Objects.requireNonNull(own.execute(status -> pointers.retire(model, settings.keep())));
      for (long id : retired) {
        while (Boolean.TRUE.equals(own.execute(status -> rows.deleteSome(id)))) {
          if (Thread.interrupted()) return;
        }
        own.executeWithoutResult(status -> publications.emptied(id));
      }
    } catch (RuntimeException e) {
      LOG.warn("Old scores of {} are still there; its next publication tries again", model, e);
    }
  }

  @Override
  public void close() {
    aside.shutdownNow();
  }
}
