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

  /** Rows of a batch from one (inclusive) to another (exclusive). */
  private record Part(int from, int to, Future<?> done) {}

  /** A batch on its way. */
  static final class Pending {
    private final EncodedBatch batch;
    private final List<Part> parts;

    private Pending(EncodedBatch batch, List<Part> parts) {
      this.batch = batch;
      this.parts = parts;
    }

    /** Waits for all parts; the rows of one that failed are tried again, in ever smaller parts. */
    ScoredBatch await(PoisonRows poison) {
      for (Part part : parts)
        try {
          part.done().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof RuntimeException failure))
            throw new IllegalStateException("a part could not be scored", e.getCause());
          poison.isolate(batch, part.from(), part.to(), failure);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("scoring was interrupted", e);
        }
      return batch.result();
    }

    void cancel() {
      parts.forEach(part -> part.done().cancel(false));
    }
  }

  Pending start(EncodedBatch batch) {
    List<Part> parts = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += PART) {
      int start = from;
      int end = Math.min(batch.size(), from + PART);
      Callable<Boolean> part =
          () -> {
            batch.score(start, end);
            return true;
          };
      parts.add(new Part(start, end, threads.submit(part)));
    }
    return new Pending(batch, parts);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
