package io.sluice.engine.park;

import io.sluice.heal.ParkingBook;
import io.sluice.heal.ParkingBook.Parked;
import io.sluice.heal.ParkingSettings;
import io.sluice.step.Circuits;
import io.sluice.step.StepUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this node knows of the parked targets; looked up each second, for steps ask at each call.
 */
public final class ParkedTargets {
  private final ParkingBook book;
  private final JdbcClient jdbc;
  private final ParkingSettings settings;
  private final Clock clock;
  private volatile Map<String, Parked> parked = Map.of();

  public ParkedTargets(ParkingBook book, JdbcClient jdbc, ParkingSettings settings, Clock clock) {
    this.book = book;
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /** Looks again, and lets this node's circuits try what canaries are to try. */
  public void refresh(Circuits circuits) {
    parked =
        book.all().stream().collect(Collectors.toMap(Parked::target, UnaryOperator.identity()));
    parked.keySet().forEach(circuits::probe);
  }

  /**
   * Passes a job that may call a target now.
   *
   * @param job null outside of any job
   * @throws StepUnavailable when the target is parked and the job is none of its canaries
   */
  public void pass(String target, @Nullable String job) {
    Parked held = parked.get(target);
    if (held == null || held.state() != ParkingBook.State.PARKED || canary(job)) return;
    throw new StepUnavailable(
        target + " does not answer, and what needs it is held back until it does",
        null,
        clock.instant().plus(settings.horizon()),
        target);
  }

  private boolean canary(@Nullable String job) {
    return job != null
        && jdbc.sql("select count(*) from affected_job where job = ? and state = 'PROBING'")
                .param(job)
                .query(Long.class)
                .single()
            > 0;
  }

  /** Until when a job that needs a target is held back; empty when the target is not parked. */
  public Optional<Instant> until(String target) {
    return parked.containsKey(target)
        ? Optional.of(clock.instant().plus(settings.horizon()))
        : Optional.empty();
  }
}
