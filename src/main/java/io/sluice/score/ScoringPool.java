package io.sluice.score;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that score parts of batches; shared by all runs, so that scoring never outgrows them. */
final class ScoringPool implements AutoCloseable {
  private static final int PART = 2048;

  private final ExecutorService threads;

  ScoringPool(int size) {
    this.threads =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().name("score-", 0).daemon(true).factory());
  }

  /** A batch on its way. */
  record Pending(EncodedBatch batch, List<Future<?>> parts) {

    /** Waits for all parts. */
    ScoredBatch await() {
      for (Future<?> part : parts)
        try {
          part.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("a part could not be scored", e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("scoring was interrupted", e);
        }
      return batch.result();
    }

    void cancel() {
      parts.forEach(part -> part.cancel(false));
    }
  }

  Pending start(EncodedBatch batch) {
    List<Future<?>> parts = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += PART) {
      int start = from;
      int end = Math.min(batch.size(), from + PART);
      Callable<Boolean> part =
          () -> {
            batch.score(start, end);
            return true;
          };
      parts.add(threads.submit(part));
    }
    return new Pending(batch, parts);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
