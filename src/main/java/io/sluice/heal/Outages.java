package io.sluice.heal;

import io.sluice.heal.ParkingBook.Parked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators and the sweep do about targets that do not answer. */
public final class Outages {
  private final ParkingBook book;
  private final CauseBook causes;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public Outages(
      ParkingBook book,
      CauseBook causes,
      AffectedJobs affected,
      CorrectiveActions actions,
      TransactionTemplate transaction,
      Clock clock) {
    this.book = book;
    this.causes = causes;
    this.affected = affected;
    this.actions = actions;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** One line for each target that is parked. */
  public record Outage(Parked parked, CauseBook.Open open) {}

  public List<Outage> all() {
    return book.all().stream().map(this::outage).toList();
  }

  public Optional<Outage> find(String target) {
    return book.find(target).map(this::outage);
  }

  private Outage outage(Parked parked) {
    return new Outage(parked, causes.outage(Cause.outage(parked.target()), parked.since()));
  }

  /**
   * Holds back all jobs that call a target until a person lets them go.
   *
   * @return whether it was not parked before
   */
  public boolean park(String target, String actor, String reason) {
    return park(target, actor, reason, null);
  }

  /**
   * Holds back all jobs that call a target until it answers again.
   *
   * @return whether it was not parked before
   */
  public boolean await(String target, String actor, String reason) {
    return park(target, actor, reason, clock.instant());
  }

  private boolean park(String target, String actor, String reason, @Nullable Instant probeAt) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              causes.lock();
              if (book.find(target).isPresent()) return false;
              Cause cause = Cause.outage(target);
              causes.note(cause);
              book.park(target, cause.id(), actor, reason, probeAt);
              actions.begin(cause.id(), Remedy.WAIT, actor, reason, affected.failing(target));
              return true;
            }));
  }

  /**
   * Lets the jobs of a parked target go on, in growing cohorts.
   *
   * @return whether it was parked
   */
  public boolean release(String target, String actor, String reason) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              causes.lock();
              Optional<Parked> parked = book.find(target);
              parked.ifPresent(
                  p ->
                      actions.begin(
                          p.cause(), Remedy.RETRY, actor, reason, outage(p).open().waiting()));
              return parked.isPresent();
            }));
  }
}
