package io.sluice.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the work on jobs to its end when the product is told to stop: before what steps need is
 * closed, and beside the last answers to requests. Jobs that take longer are left to whoever goes
 * on with them.
 */
final class LastJobs implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LastJobs.class);

  /** That in which the web server answers its last requests; connectors are closed after it. */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1_024;

  private final JobsInHand jobs;
  private final LostJobs held;
  private final Duration patience;
  private volatile boolean running;

  /**
   * @param held what other nodes may not take
   * @param patience for jobs under way
   */
  LastJobs(JobsInHand jobs, LostJobs held, Duration patience) {
    this.jobs = jobs;
    this.held = held;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (!jobs.end(patience))
      LOG.warn("Some jobs are not done after {}; they are begun again at the next start", patience);
    held.giveBack();
  }

  /** Aside, for the web server comes to its end meanwhile. */
  @Override
  public void stop(Runnable stopped) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                stop();
              } finally {
                stopped.run();
              }
            });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
