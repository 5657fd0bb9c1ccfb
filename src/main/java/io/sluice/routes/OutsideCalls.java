package io.sluice.routes;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps every call to the outside within bounds: of time, of calls at once, of calls per second,
 * and of patience with a connector that fails. Each connector has its own, by its name.
 */
final class OutsideCalls implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final OutsideBounds.Registries registries;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, OutsideBounds> bounds = new ConcurrentHashMap<>();

  OutsideCalls(OutsideBounds.Registries registries, Clock clock) {
    this.registries = registries;
    this.clock = clock;
  }

  /**
   * Calls once.
   *
   * @throws StepUnavailable when there was no answer within the bounds; it tells when to come back
   *     if the connector was not even asked
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

  private OutsideBounds of(String connector) {
    return bounds.computeIfAbsent(connector, name -> new OutsideBounds(registries, name, clock));
  }

  private <T> T answer(String connector, OutsideBounds bound, Callable<T> call) {
    try {
      return call.call();
    } catch (StepRejected | StepUnavailable e) {
      throw e;
    } catch (CallNotPermittedException e) {
      throw new StepUnavailable(
          "connector " + connector + " has failed too often and is left alone for a while",
          e,
          bound.halfOpens());
    } catch (RequestNotPermitted e) {
      throw new StepUnavailable(
          "connector " + connector + " was called as often as it may be",
          e,
          clock.instant().plus(bound.refresh()));
    } catch (BulkheadFullException e) {
      throw new StepUnavailable(
          "connector " + connector + " is busy with as many calls as it may have",
          e,
          clock.instant().plus(SOON));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepUnavailable("the call of connector " + connector + " was interrupted", e);
    } catch (Exception e) {
      // Only its kind: an outside message may quote what was sent.
      throw new StepUnavailable(
          "connector %s gave no answer: %s".formatted(connector, e.getClass().getSimpleName()), e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
