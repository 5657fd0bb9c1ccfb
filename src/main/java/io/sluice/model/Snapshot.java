package io.sluice.model;

import io.sluice.score.ModelName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds which role, read again in the background whenever somebody asks and it is no longer
 * fresh. So nobody who scores waits for the database unless nobody asked for a while; and when the
 * database does not answer, what was known last goes on serving.
 */
final class Snapshot {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

  /** After this it is read again, beside the callers. */
  private static final long FRESH = Duration.ofMillis(300).toNanos();

  /** After this a caller waits for the reading, so that a move counts within a second. */
  private static final long STALE = Duration.ofMillis(800).toNanos();

  /** As long as a caller waits at most when the database does not answer. */
  private static final long PATIENCE_SECONDS = 2;

  private final Supplier<Map<Holder, Models.Version>> reading;
  private final LongSupplier nanos;
  private volatile @Nullable View view;
  private @Nullable CompletableFuture<View> next;

  /** A role of a model. */
  record Holder(ModelName model, String role) {}

  /**
   * @param asked when the database was asked, so that it is no newer than that
   */
  private record View(Map<Holder, Models.Version> holders, long asked) {}

  /**
   * @param reading asks the database for all roles that are held
   * @param nanos a clock that never goes back
   */
  Snapshot(Supplier<Map<Holder, Models.Version>> reading, LongSupplier nanos) {
    this.reading = reading;
    this.nanos = nanos;
  }

  Optional<Models.Version> holder(ModelName model, String role) {
    return Optional.ofNullable(current().get(new Holder(model, role)));
  }

  private Map<Holder, Models.Version> current() {
    View known = view;
    long age = known == null ? Long.MAX_VALUE : nanos.getAsLong() - known.asked();
    if (known != null && age < FRESH) return known.holders();
    CompletableFuture<View> coming = refresh();
    if (known != null && age < STALE) return known.holders();
    return awaited(coming, known);
  }

  /** One reading at a time; whoever comes meanwhile shares it. */
  private synchronized CompletableFuture<View> refresh() {
    if (next != null && !next.isDone()) return next;
    CompletableFuture<View> coming = new CompletableFuture<>();
    next = coming;
    Thread.ofPlatform().name("model-roles").daemon(true).start(() -> read(coming));
    return coming;
  }

  private void read(CompletableFuture<View> coming) {
    long asked = nanos.getAsLong();
    try {
      View fresh = new View(reading.get(), asked);
      view = fresh;
      coming.complete(fresh);
    } catch (RuntimeException e) {
      coming.completeExceptionally(e);
    }
  }

  private static Map<Holder, Models.Version> awaited(
      CompletableFuture<View> coming, @Nullable View known) {
    try {
      return coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS).holders();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last(known, e);
    } catch (ExecutionException | TimeoutException e) {
      return last(known, e);
    }
  }

  private static Map<Holder, Models.Version> last(@Nullable View known, Exception why) {
    if (known == null) throw new IllegalStateException("the roles of models are not readable", why);
    LOG.warn("The roles of models are not readable now; who served last goes on serving", why);
    return known.holders();
  }
}
