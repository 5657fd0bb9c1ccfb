package io.sluice.score;

import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/** Scores by a line of one feature, and fails on rows whose feature is deadly. */
public final class DeadlyKernel implements ForeignKernel {
  private final DoublePredicate deadly;
  private final Supplier<? extends Throwable> failure;
  private int calls;

  public DeadlyKernel(DoublePredicate deadly, Supplier<? extends Throwable> failure) {
    this.deadly = deadly;
    this.failure = failure;
  }

  /** How often it was asked. */
  synchronized int calls() {
    return calls;
  }

  private synchronized void count() {
    calls++;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void score(double[] rows, int from, int to, double[] scores) {
    count();
    for (int row = from; row < to; row++) {
      // As a kernel may that dies half-way: what it has written by then means nothing.
      scores[row] = deadly.test(rows[row]) ? Double.POSITIVE_INFINITY : 1 / (1 + rows[row]);
    }
    for (int row = from; row < to; row++) if (deadly.test(rows[row])) fail();
  }

  private void fail() {
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError(e);
    }
  }
}
