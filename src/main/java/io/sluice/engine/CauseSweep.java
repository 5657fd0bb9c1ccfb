package io.sluice.engine;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CauseBook.Affected;
import io.sluice.heal.CauseBook.State;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.CorrectiveActions.Action;
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

  private static final int AT_ONCE = 500;
  private static final int LARGEST_COHORT = 1_024;

  private final StoppedJobs stopped;
  private final CauseBook causes;
  private final CorrectiveActions actions;
  private final RemedyHands hands;
  private final IncidentTasks tasks;
  private final TransactionTemplate transaction;

  CauseSweep(
      StoppedJobs stopped,
      CauseBook causes,
      CorrectiveActions actions,
      RemedyHands hands,
      IncidentTasks tasks,
      TransactionTemplate transaction) {
    this.stopped = stopped;
    this.causes = causes;
    this.actions = actions;
    this.hands = hands;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /** One round; rounds of other nodes wait for it. */
  public void sweep() {
    transaction.executeWithoutResult(
        status -> {
          causes.lock();
          takeIn();
          for (CauseBook.Open open : causes.open()) look(open);
          for (CauseBook.Open open : causes.open()) tasks.ask(open, actions.of(open.cause().id()));
          for (CauseBook.Done done : causes.done()) close(done);
        });
  }

  private void takeIn() {
    for (StoppedJobs.Stopped job : stopped.fresh(AT_ONCE))
      causes
          .stopped(job.cause(), job.job(), job.run())
          .flatMap(actions::current)
          .ifPresent(action -> actions.failed(action.id(), 1));
  }

  /** What became of the jobs of a cause, and what is to be done next. */
  private void look(CauseBook.Open open) {
    String cause = open.cause().id();
    int gone = stopped.gone(cause);
    stopped.restarted(cause);
    actions.current(cause).ifPresent(action -> actions.healed(action.id(), gone));
    actions.current(cause).ifPresent(this::goOn);
  }

  private void goOn(Action action) {
    if (!causes.affected(action.cause(), State.RETRYING, 1).isEmpty()) return;
    if (action.failed() > 0) {
      actions.end(action.id());
      causes.open(action.cause()).ifPresent(tasks::returned);
      LOG.info("Remedy {} did not heal cause {}", action.remedy().word(), action.cause());
      return;
    }
    for (Affected job : causes.affected(action.cause(), State.WAITING, action.cohort()))
      apply(action, job);
    actions.cohort(action.id(), Math.min(2 * action.cohort(), LARGEST_COHORT));
  }

  private void apply(Action action, Affected job) {
    State now = hands.apply(action, job);
    causes.move(job.job(), now);
    if (now == State.GIVEN_UP) actions.healed(action.id(), 1);
    if (now == State.WAITING) actions.failed(action.id(), 1);
  }

  private void close(CauseBook.Done done) {
    actions.current(done.id()).ifPresent(action -> actions.end(action.id()));
    tasks.gone(done);
    causes.asked(done.id(), null);
    LOG.info("Cause {} is over", done.id());
  }
}
