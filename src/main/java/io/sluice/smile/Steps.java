package io.sluice.smile;

import smile.util.IterativeAlgorithmController;

/**
 * Hears of each tree in the thread that fitted it; Smile's own way is a queue that drops the news
 * nobody takes and cannot end a fitting by an exception.
 */
final class Steps<T> extends IterativeAlgorithmController<T> {
  private final Runnable step;

  Steps(Runnable step) {
    this.step = step;
  }

  @Override
  public void submit(T status) {
    step.run();
  }
}
