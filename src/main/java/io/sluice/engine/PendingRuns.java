package io.sluice.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction has to say of runs and steps, written in two batches when it commits: a case
 * of four steps would otherwise wait for the database ten times.
 */
final class PendingRuns implements TransactionSynchronization {

  /** Takes in what was gathered. */
  interface Book {
    void write(List<FreshRun> runs, List<RunLedger.Entry> steps);
  }

  /** A run that began in this transaction. */
  static final class FreshRun {
    final String id;
    final String flow;
    final int version;
    final String businessKey;
    final Instant began = Instant.now();
    Run.State state = Run.State.RUNNING;
    String message = "";

    FreshRun(String id, String flow, int version, String businessKey) {
      this.id = id;
      this.flow = flow;
      this.version = version;
      this.businessKey = businessKey;
    }
  }

  private final Book book;
  private final Map<String, FreshRun> runs = new LinkedHashMap<>();
  private final List<RunLedger.Entry> steps = new ArrayList<>();

  private PendingRuns(Book book) {
    this.book = book;
  }

  /** Of the transaction that this thread is in; null outside of any. */
  static @Nullable PendingRuns current(Book book) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) return null;
    if (TransactionSynchronizationManager.getResource(book) instanceof PendingRuns known)
      return known;
    PendingRuns pending = new PendingRuns(book);
    TransactionSynchronizationManager.bindResource(book, pending);
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending;
  }

  void start(FreshRun run) {
    runs.put(run.id, run);
  }

  /** The run if it began here. */
  @Nullable FreshRun fresh(String run) {
    return runs.get(run);
  }

  void step(RunLedger.Entry step) {
    steps.removeIf(s -> s.run().equals(step.run()) && s.element().equals(step.element()));
    steps.add(step);
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(book);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(book, this);
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    book.write(List.copyOf(runs.values()), List.copyOf(steps));
    runs.clear();
    steps.clear();
  }

  @Override
  public void beforeCompletion() {
    TransactionSynchronizationManager.unbindResourceIfPossible(book);
  }
}
