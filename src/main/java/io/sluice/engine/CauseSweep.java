package io.sluice.engine;

import io.sluice.engine.park.Parking;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.AffectedJobs.Affected;
import io.sluice.heal.AffectedJobs.State;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
import io.sluice.heal.Outages;
import io.sluice.heal.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in jobs whose retries are exhausted, asks people once for each cause, applies what they
 * chose, and closes a cause when its jobs have gone through. What it knows stands in the database:
 * any node can do the next round.
 */
public final class CauseSweep {
  private static final Logger LOG = LoggerFactory.getLogger(CauseSweep.class);

  private static final Duration REMEMBERED = Duration.ofDays(7);
  private static final int AT_ONCE = 500;
  private static final int LARGEST_COHORT = 1_024;

  /** The next jobs need not wait for the last eighth of those before them. */
  private static final int STRAGGLERS = 8;

  private final DeadNodes dead;
  private final Runnable restless;
  private final FailingJobs failing;
  private final StoppedJobs stopped;
  private final Parking parking;
  private final Outages outages;
  private final CauseBook causes;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;
  private final RemedyHands hands;
  private final IncidentTasks tasks;
  private final Remedies remedies;
  private final Healings healings;
  private final TransactionTemplate transaction;

  /**
   * @param restless stops jobs that are begun again and again
   */
  CauseSweep(
      DeadNodes dead,
      Runnable restless,
      FailingJobs failing,
      StoppedJobs stopped,
      Parking parking,
      Outages outages,
      CauseBook causes,
      AffectedJobs affected,
      CorrectiveActions actions,
      RemedyHands hands,
      IncidentTasks tasks,
      Remedies remedies,
      Healings healings,
      TransactionTemplate transaction) {
    this.dead = dead;
    this.restless = restless;
    this.failing = failing;
    this.stopped = stopped;
    this.parking = parking;
    this.outages = outages;
    this.causes = causes;
    this.affected = affected;
    this.actions = actions;
    this.hands = hands;
    this.tasks = tasks;
    this.remedies = remedies;
    this.healings = healings;
    this.transaction = transaction;
  }

  /** One round; rounds of other nodes wait for it. */
  public void sweep() {
    transaction.executeWithoutResult(
        status -> {
          causes.lock();
          dead.release();
          restless.run();
          failing.write(affected);
          takeIn();
          recover();
          parking.round(hands::apply);
          for (CauseBook.Open open : causes.open()) look(open);
          for (CauseBook.Open open : causes.open()) remedies.consider(open);
          for (Outages.Outage outage : outages.all()) remedies.consider(outage.open());
          for (CauseBook.Open open : causes.open()) tasks.ask(open, actions.of(open.cause().id()));
          for (Outages.Outage outage : outages.all())
            tasks.ask(outage.open(), actions.of(outage.parked().cause()));
          for (CauseBook.Done done : causes.done()) close(done);
          healings.look();
        });
  }

  /** Forgets jobs that have long been over. */
  public void forget() {
    transaction.executeWithoutResult(
        status -> {
          causes.lock();
          affected.forget(Instant.now().minus(REMEMBERED));
          healings.forget();
        });
  }

  private void takeIn() {
    for (StoppedJobs.Stopped job : stopped.fresh(AT_ONCE))
      affected
          .stopped(job.cause(), job.job(), job.run())
          .flatMap(actions::current)
          .ifPresent(action -> actions.failed(action.id(), 1));
  }

  /** What went through by itself counts for the wait that it had been told to. */
  private void recover() {
    for (StoppedJobs.Recovered recovered : stopped.recovered()) {
      healings.recovered(recovered);
      if (!recovered.peer().isEmpty())
        actions
            .current(Cause.outage(recovered.peer()).id())
            .ifPresent(action -> actions.healed(action.id(), (int) recovered.jobs()));
    }
  }

  /** What became of the jobs of a cause, and what is to be done next. */
  private void look(CauseBook.Open open) {
    String cause = open.cause().id();
    int gone = stopped.gone(cause);
    stopped.restarted(cause);
    actions
        .current(cause)
        .ifPresent(
            action -> {
              actions.healed(action.id(), gone);
              healings.healed(open.cause(), action, gone);
            });
    Optional<Action> current = actions.current(cause);
    current.ifPresent(this::goOn);
    // Stopped by a person, perhaps while this node was down.
    if (current.isEmpty()) tasks.returned(open);
  }

  private void goOn(Action action) {
    int most = Math.max(1, action.cohort() / STRAGGLERS);
    List<Affected> retrying = affected.of(action.cause(), State.RETRYING, most);
    if (retrying.size() == most || action.failed() > 0 && !retrying.isEmpty()) return;
    if (action.failed() > 0) {
      actions.end(action.id());
      causes.open(action.cause()).ifPresent(tasks::returned);
      LOG.info("Remedy {} did not heal cause {}", action.remedy().word(), action.cause());
      return;
    }
    String peer = causes.open(action.cause()).map(open -> open.cause().peer()).orElse("");
    boolean hold = action.remedy() == Remedy.WAIT && !peer.isEmpty();
    if (hold) outages.await(peer, action.actor(), action.reason());
    int cohort = hold ? LARGEST_COHORT : action.cohort();
    List<Affected> jobs =
        action.most() == 0
            ? affected.of(action.cause(), State.WAITING, cohort)
            : affected.within(action.cause(), action.remedy(), action.most(), cohort);
    if (jobs.isEmpty() && retrying.isEmpty()) actions.end(action.id());
    for (Affected job : jobs) apply(action, job, peer);
    actions.cohort(action.id(), Math.min(2 * action.cohort(), LARGEST_COHORT));
  }

  private void apply(Action action, Affected job, String peer) {
    State now = hands.apply(action, job);
    if (action.most() > 0) affected.applied(job.run(), action.cause(), action.remedy());
    if (now != State.PARKED) affected.move(job.job(), now);
    else if (peer.isEmpty()) affected.move(job.job(), State.RETRYING);
    else affected.hold(job.job(), peer);
    if (now == State.GIVEN_UP) actions.healed(action.id(), 1);
    if (now == State.WAITING) actions.failed(action.id(), 1);
  }

  private void close(CauseBook.Done done) {
    String cause = done.cause().id();
    actions
        .current(cause)
        .ifPresent(
            action -> {
              actions.end(action.id());
              if (done.cause().outage()) healings.healed(done.cause(), action, 1);
            });
    tasks.gone(done);
    causes.asked(cause, null);
    LOG.info("Cause {} is over", cause);
  }
}
