package io.sluice.score;

import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps scoring within a deadline, for callers that know another way. A version scores {@value
 * #AT_ONCE} callers at once; a call that outlives its caller keeps its place until it ends. A
 * version that misses {@value #MISSES} deadlines in a row is left alone for half a minute, and
 * again after each miss until it is in time.
 */
final class ScoringBounds implements AutoCloseable {
  static final int AT_ONCE = 16;
  static final int MISSES = 5;
  static final Duration REST = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Version> versions = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("score-case-", 0).daemon(true).factory());

  ScoringBounds(InstantSource clock) {
    this.clock = clock;
  }

  /** What is known of a version by its calls. */
  private static final class Version {
    private final Semaphore places = new Semaphore(AT_ONCE);
    private int misses;
    private Instant rests = Instant.MIN;

    synchronized @Nullable Instant restsAt(Instant now) {
      // A rest longer than any was begun before the clock was set back.
      return rests.isAfter(now) && !rests.isAfter(now.plus(REST)) ? rests : null;
    }

    synchronized void inTime() {
      misses = 0;
    }

    synchronized void missed(Instant now) {
      if (++misses >= MISSES) rests = now.plus(REST);
    }
  }

  /**
   * Does work of a version in a thread of its own.
   *
   * @throws StepUnavailable when the deadline passes, or the version rests after having missed
   *     several; then it says until when
   */
  <T> T within(Instant deadline, ScoringModel model, Callable<T> work) {
    String name = "version %s of model %s".formatted(model.version(), model.name());
    Version version =
        versions.computeIfAbsent(model.name() + "@" + model.version(), v -> new Version());
    Instant resting = version.restsAt(clock.instant());
    if (resting != null)
      throw new StepUnavailable(
          name + " has missed its deadline too often and is left alone for a while", null, resting);
    try {
      if (!version.places.tryAcquire(left(deadline), TimeUnit.NANOSECONDS))
        throw missed(version, name + " is busy with as many cases as it may have", null);
      T result = start(version, work).get(left(deadline), TimeUnit.NANOSECONDS);
      version.inTime();
      return result;
    } catch (TimeoutException e) {
      throw missed(version, name + " gave no score within its deadline", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepUnavailable("scoring by " + name + " was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(name + " could not score", e.getCause());
    }
  }

  private <T> Future<T> start(Version version, Callable<T> work) {
    return threads.submit(
        () -> {
          try {
            return work.call();
          } finally {
            version.places.release();
          }
        });
  }

  private StepUnavailable missed(Version version, String why, @Nullable Throwable cause) {
    version.missed(clock.instant());
    return new StepUnavailable(why, cause);
  }

  private long left(Instant deadline) {
    return Math.max(0, Duration.between(clock.instant(), deadline).toNanos());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
