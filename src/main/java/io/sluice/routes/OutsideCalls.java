package io.sluice.routes;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every call to the outside within bounds: of time, of calls at once, of calls per second,
 * and of patience with a connector that fails. Each connector has its own, by its name.
 */
final class OutsideCalls implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final OutsideBounds.Registries registries;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, OutsideBounds> bounds = new ConcurrentSkipListMap<>();
  private int nodes = 1;

  OutsideCalls(OutsideBounds.Registries registries, Clock clock) {
    this.registries = registries;
    this.clock = clock;
  }

  /**
   * Calls once.
   *
   * @throws StepUnavailable when there was no answer within the bounds; it names the connector, and
   *     tells when to come back if that was not even asked
   * @throws StepRejected as the work throws it
   */
  <T> T once(String connector, Callable<T> work) {
    OutsideBounds bound = of(connector);
    return answer(connector, bound, bound.around(work, threads));
  }

  /** Like {@link #once}, for work that may be done again without a further effect. */
  <T> T repeatably(String connector, Callable<T> work) {
    OutsideBounds bound = of(connector);
    return answer(connector, bound, bound.repeating(bound.around(work, threads)));
  }

  /** Gives connectors their bounds, and with them their metrics, before the first call. */
  void know(Collection<String> connectors) {
    connectors.forEach(this::of);
  }

  /** Of all connectors known or called so far, by name. */
  List<OutsideBounds> all() {
    return List.copyOf(bounds.values());
  }

  Optional<OutsideBounds> find(String connector) {
    return Optional.ofNullable(bounds.get(connector));
  }

  /** See {@link io.sluice.step.Circuits#share}. */
  synchronized void share(int count) {
    nodes = count;
    bounds.values().forEach(bound -> bound.share(count));
  }

  private OutsideBounds of(String connector) {
    OutsideBounds known = bounds.get(connector);
    return known == null ? made(connector) : known;
  }

  private synchronized OutsideBounds made(String connector) {
    return bounds.computeIfAbsent(
        connector,
        name -> {
          OutsideBounds made = new OutsideBounds(registries, name, clock);
          made.share(nodes);
          return made;
        });
  }

  private <T> T answer(String connector, OutsideBounds bound, Callable<T> call) {
    try {
      return call.call();
    } catch (StepRejected | StepUnavailable e) {
      throw e;
    } catch (CallNotPermittedException e) {
      throw away(
          connector, "has failed too often and is left alone for a while", e, bound.halfOpens());
    } catch (RequestNotPermitted e) {
      throw heldBack(
          connector, "was called as often as it may be", e, clock.instant().plus(bound.refresh()));
    } catch (BulkheadFullException e) {
      throw heldBack(
          connector, "is busy with as many calls as it may have", e, clock.instant().plus(SOON));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(connector, "was not waited for: the call was interrupted", e, null);
    } catch (Exception e) {
      // Only its kind: an outside message may quote what was sent.
      throw away(connector, "gave no answer: " + e.getClass().getSimpleName(), e, null);
    }
  }

  private static StepUnavailable away(
      String connector, String why, Exception cause, @Nullable Instant retryAt) {
    return new StepUnavailable("connector " + connector + " " + why, cause, retryAt, connector);
  }

  /** It was not even asked: that says nothing of it. */
  private static StepUnavailable heldBack(
      String connector, String why, Exception cause, Instant retryAt) {
    return new StepUnavailable("connector " + connector + " " + why, cause, retryAt);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
