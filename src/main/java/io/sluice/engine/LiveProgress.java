package io.sluice.engine;

import io.sluice.step.Progress;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of a step as it goes on. It is written aside from the step's transaction, at most twice a
 * second and only for steps that tell their rows; small steps are written once, at their end.
 */
final class LiveProgress implements Progress {
  private static final long PAUSE = Duration.ofMillis(500).toNanos();
  private static final long FIRST = Duration.ofMillis(100).toNanos();

  private final RunLedger ledger;
  private final String run;
  private final String element;
  private final String title;
  private final BoundStep step;
  private final Instant started = Instant.now();
  private final long startedAt = System.nanoTime();
  private Duration allowed;
  private boolean limited;
  private long rows;
  private long expected = -1;
  private long rejects;
  private long written;
  private boolean shown;

  LiveProgress(RunLedger ledger, String run, String element, BoundStep step, String title) {
    this.ledger = ledger;
    this.run = run;
    this.element = element;
    this.step = step;
    this.title = title;
    this.allowed = step.deadline();
  }

  /** Grants the step less time than it may have at most. */
  void limit(Duration time) {
    limited = true;
    if (time.compareTo(allowed) < 0) allowed = time;
  }

  @Override
  public Optional<Instant> deadline() {
    return limited ? Optional.of(started.plus(allowed)) : Optional.empty();
  }

  @Override
  public void rows(long done) {
    rows = done;
    tick();
  }

  @Override
  public void expected(long all) {
    expected = all;
    tick();
  }

  @Override
  public void rejected(long turnedAway) {
    rejects = turnedAway;
    tick();
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - startedAt > allowed.toNanos())
      throw new StepUnavailable(
          "step %s passed its deadline of %s".formatted(step.name(), allowed), null);
    if (now - (shown ? written : startedAt) < (shown ? PAUSE : FIRST)) return;
    written = now;
    shown = true;
    ledger.aside(entry(RunStep.State.RUNNING, ""));
  }

  void done() {
    ledger.within(entry(RunStep.State.DONE, ""));
  }

  void rejected(StepRejected e) {
    ledger.within(entry(RunStep.State.REJECTED, e.reason()));
    ledger.remark(run, e.reason());
  }

  void gaveWay(StepUnavailable e) {
    ledger.within(entry(RunStep.State.UNAVAILABLE, Failures.describe(e)));
  }

  void failed(RuntimeException e) {
    ledger.aside(entry(RunStep.State.FAILED, Failures.describe(e)));
  }

  long rowsDone() {
    return rows;
  }

  long rowsRejected() {
    return rejects;
  }

  long elapsed() {
    return System.nanoTime() - startedAt;
  }

  private RunLedger.Entry entry(RunStep.State state, String message) {
    return new RunLedger.Entry(
        run, element, step.name(), title, state, started, rows, expected, rejects, message, shown);
  }
}
