package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.SyncTaskExecutor;

class JobsInHandTest {
  private final JobsInHand jobs = new JobsInHand(new SyncTaskExecutor());

  @Test
  void takesNoJobsWhenItWasToldToStopBeforeItStarted() {
    assertThat(jobs.end(Duration.ofSeconds(1))).isTrue();
    jobs.start();
    assertThat(jobs.isActive()).isFalse();
  }

  @Test
  void takesJobsUntilItIsToldToStop() {
    jobs.start();
    assertThat(jobs.isActive()).isTrue();
    assertThat(jobs.end(Duration.ofSeconds(1))).isTrue();
    assertThat(jobs.isActive()).isFalse();
  }
}
