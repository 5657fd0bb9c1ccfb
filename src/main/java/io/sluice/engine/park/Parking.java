package io.sluice.engine.park;

import io.sluice.heal.AffectedJobs;
import io.sluice.heal.AffectedJobs.Affected;
import io.sluice.heal.CircuitReports;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Outages;
import io.sluice.heal.ParkingBook;
import io.sluice.heal.ParkingBook.Parked;
import io.sluice.heal.ParkingSettings;
import io.sluice.heal.Remedy;
import io.sluice.step.Circuits;
import io.sluice.step.Circuits.Circuit;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks targets that do not answer and lets their jobs go when they do. A circuit breaker alone
 * fails a fleet: each node trips by itself, and an open circuit still has every job dispatched
 * again and again. So one node decides for all of them, in the database, and whether a target
 * answers is judged by jobs that go through, not by a status code.
 */
public final class Parking {
  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  /** Whoever does it by itself. */
  public static final String ACTOR = "sluice";

  private static final int LARGEST_COHORT = 1_024;
  private static final double OTHERWISE_PER_SECOND = 50;

  private final ParkedJobs jobs;
  private final ParkingBook book;
  private final Outages outages;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;
  private final CircuitReports reports;
  private final Circuits circuits;
  private final ParkingSettings settings;
  private final Clock clock;

  public Parking(
      ParkedJobs jobs,
      ParkingBook book,
      Outages outages,
      AffectedJobs affected,
      CorrectiveActions actions,
      CircuitReports reports,
      Circuits circuits,
      ParkingSettings settings,
      Clock clock) {
    this.jobs = jobs;
    this.book = book;
    this.outages = outages;
    this.affected = affected;
    this.actions = actions;
    this.reports = reports;
    this.circuits = circuits;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One round, within the sweep's transaction.
   *
   * @param hands apply a remedy to a single job
   */
  public void round(BiFunction<Action, Affected, AffectedJobs.State> hands) {
    for (ParkedJobs.Failing failing : jobs.failing(settings.leastJobs()))
      if (settings.trips(failing.jobs(), reports.succeeded(failing.peer())))
        trip(failing.peer(), failing.jobs());
    for (Parked parked : book.all()) look(parked, hands);
  }

  private void trip(String target, long failing) {
    if (!outages.await(
        target, ACTOR, "%,d jobs fail because it does not answer".formatted(failing))) return;
    LOG.warn("Target {} is parked: {} jobs fail because it does not answer", target, failing);
  }

  private void look(Parked parked, BiFunction<Action, Affected, AffectedJobs.State> hands) {
    jobs.impatient(parked.target(), settings.patience());
    jobs.adopt(parked.target(), settings.horizon());
    jobs.renew(parked.target(), settings.horizon());
    Optional<Action> action = actions.current(parked.cause());
    Remedy remedy = action.map(Action::remedy).orElse(Remedy.WAIT);
    if (remedy != Remedy.WAIT && remedy != Remedy.RETRY) apply(parked, action.get(), hands);
    else if (parked.state() == ParkingBook.State.RELEASING) release(parked);
    else if (remedy == Remedy.RETRY) letGo(parked);
    else probe(parked);
  }

  /** What does not ask the target is done to all that wait for it. */
  private void apply(
      Parked parked, Action action, BiFunction<Action, Affected, AffectedJobs.State> hands) {
    int done = 0;
    for (Affected job :
        affected.held(parked.target(), action.remedy(), action.most(), LARGEST_COHORT)) {
      AffectedJobs.State now = hands.apply(action, job);
      if (action.most() > 0) affected.applied(job.run(), parked.cause(), action.remedy());
      if (now == AffectedJobs.State.PARKED) continue;
      done++;
      boolean tried = now == AffectedJobs.State.RETRYING;
      affected.move(job.job(), tried ? AffectedJobs.State.PROBING : now);
      if (now == AffectedJobs.State.GIVEN_UP) actions.healed(action.id(), 1);
    }
    if (jobs.waiting(parked.target()) == 0) over(parked);
    else if (done == 0 && jobs.under(parked.target()) == 0) goBack(parked);
  }

  /** What could not be helped waits on. */
  private void goBack(Parked parked) {
    actions.begin(
        parked.cause(),
        Remedy.WAIT,
        ACTOR,
        "what could not be helped otherwise waits on",
        jobs.waiting(parked.target()));
  }

  private void probe(Parked parked) {
    Instant now = clock.instant();
    Instant probeAt = parked.probeAt();
    if (probeAt == null) return;
    ParkedJobs.Round round = jobs.round(parked.target(), parked.round());
    if (parked.sent() > 0 && round.under() > 0) return;
    if (parked.sent() > 0 && 2 * round.healed() >= parked.sent()) letGo(parked);
    else if (parked.sent() > 0) book.hold(parked.target(), now.plus(settings.probeEvery()));
    else if (due(probeAt, now)) send(parked, settings.canaries());
    if (jobs.waiting(parked.target()) == 0) over(parked);
  }

  /** A time further away than it could have been set was set before the clock was set back. */
  private boolean due(Instant probeAt, Instant now) {
    return !now.isBefore(probeAt) || probeAt.isAfter(now.plus(settings.probeEvery()));
  }

  private void letGo(Parked parked) {
    book.release(parked.target());
    LOG.info("Target {} is released after {} rounds", parked.target(), parked.round());
    send(parked, Math.max(2 * settings.canaries(), 2 * parked.sent()));
  }

  private void release(Parked parked) {
    ParkedJobs.Round round = jobs.round(parked.target(), parked.round());
    long failed = parked.sent() - round.under() - round.healed() - round.ended();
    if (2 * failed > parked.sent()) {
      back(parked);
      return;
    }
    // Those that take long do not keep the others waiting.
    if (5 * round.under() > parked.sent()) return;
    if (jobs.waiting(parked.target()) == 0) over(parked);
    else send(parked, Math.min(2 * parked.sent(), LARGEST_COHORT));
  }

  private void back(Parked parked) {
    LOG.warn("Target {} fails again and is parked again", parked.target());
    book.hold(parked.target(), clock.instant().plus(settings.probeEvery()));
    long waiting = jobs.waiting(parked.target());
    actions
        .current(parked.cause())
        .filter(action -> action.remedy() == Remedy.RETRY)
        .ifPresent(
            action ->
                actions.begin(
                    parked.cause(), Remedy.WAIT, ACTOR, "it does not answer yet", waiting));
  }

  private void send(Parked parked, int limit) {
    int sent = jobs.letGo(parked.target(), limit, parked.round() + 1, rate(parked.target()));
    if (sent > 0) book.sent(parked, sent);
  }

  /** What the connector's settings allow in a second, on all nodes together. */
  private double rate(String target) {
    return circuits.all().stream()
        .filter(circuit -> circuit.name().equals(target))
        .mapToDouble(Parking::perSecond)
        .map(share -> share * Math.max(1, reports.alive()))
        .findFirst()
        .orElse(OTHERWISE_PER_SECOND);
  }

  private static double perSecond(Circuit circuit) {
    return circuit.perPeriod() * 1_000d / Math.max(1, circuit.period().toMillis());
  }

  private void over(Parked parked) {
    book.over(parked.target());
    LOG.info("Target {} is not parked any more", parked.target());
  }
}
