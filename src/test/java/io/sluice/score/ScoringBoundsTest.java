package io.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Type;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScoringBoundsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch over = new CountDownLatch(1);
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final ScoringBounds bounds = new ScoringBounds(() -> now);

  @AfterEach
  void close() {
    over.countDown();
    bounds.close();
  }

  private static ScoringModel model(String version) {
    return new ScoringModel(
        new ModelName("trial"),
        version,
        new ScoringModel.Facts("trial", "bad = true", "imported", "0"),
        new Encoder(List.of(new Encoding.Numeric("x", Type.NUMBER, 0d, 0, 1))),
        new LinearKernel(new Linear(new double[] {1}, 0)),
        Optional.empty());
  }

  private <T> T within(Duration time, String version, Callable<T> work) {
    return bounds.within(now.plus(time), model(version), work);
  }

  private String hangs() throws InterruptedException {
    over.await();
    return "late";
  }

  private StepUnavailable missed(String version) {
    StepUnavailable[] thrown = new StepUnavailable[1];
    assertThatThrownBy(() -> within(Duration.ofMillis(1), version, this::hangs))
        .isInstanceOfSatisfying(StepUnavailable.class, e -> thrown[0] = e);
    return thrown[0];
  }

  @Test
  void givesWhatIsInTimeAndThrowsWhatTheWorkThrows() {
    assertThat(within(LONG, "v1", () -> "score")).isEqualTo("score");
    StepRejected rejected = new StepRejected("nothing-scored", "no");
    assertThatThrownBy(
            () ->
                within(
                    LONG,
                    "v1",
                    () -> {
                      throw rejected;
                    }))
        .isSameAs(rejected);
  }

  @Test
  void doesNotWaitBeyondTheDeadline() {
    assertThat(missed("v1"))
        .hasMessage("version v1 of model trial gave no score within its deadline");
    assertThat(within(LONG, "v1", () -> "score")).isEqualTo("score");
  }

  @Test
  void leavesAVersionAloneThatKeepsMissingAndTriesItAgainLater() {
    for (int i = 0; i < ScoringBounds.MISSES; i++) assertThat(missed("v1").retryAt()).isEmpty();
    assertThat(missed("v1").retryAt()).contains(now.plus(ScoringBounds.REST));
    assertThatThrownBy(() -> within(LONG, "v1", () -> "score"))
        .hasMessage(
            "version v1 of model trial has missed its deadline too often and is left alone for a"
                + " while");
    assertThat(within(LONG, "v2", () -> "score")).isEqualTo("score");
    now = now.plus(ScoringBounds.REST);
    // One more miss, and it rests again at once.
    assertThat(missed("v1").retryAt()).isEmpty();
    assertThat(missed("v1").retryAt()).isPresent();
    now = now.plus(ScoringBounds.REST);
    assertThat(within(LONG, "v1", () -> "score")).isEqualTo("score");
    assertThat(missed("v1").retryAt()).isEmpty();
    assertThat(within(LONG, "v1", () -> "score")).isEqualTo("score");
  }

  @Test
  void hasAPlaceForSoManyAndNoMore() throws Exception {
    CountDownLatch inside = new CountDownLatch(ScoringBounds.AT_ONCE);
    try (ExecutorService callers = Executors.newCachedThreadPool()) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < ScoringBounds.AT_ONCE; i++)
        all.add(
            callers.submit(
                () ->
                    within(
                        LONG,
                        "v1",
                        () -> {
                          inside.countDown();
                          return hangs();
                        })));
      assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> within(Duration.ofMillis(1), "v1", () -> "score"))
          .isInstanceOf(StepUnavailable.class)
          .hasMessage("version v1 of model trial is busy with as many cases as it may have");
      assertThat(within(LONG, "v2", () -> "score")).isEqualTo("score");
      over.countDown();
      for (Future<String> one : all) assertThat(one.get()).isEqualTo("late");
      assertThat(within(LONG, "v1", () -> "score")).isEqualTo("score");
    }
  }
}
