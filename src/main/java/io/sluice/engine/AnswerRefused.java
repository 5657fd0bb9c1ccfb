package io.sluice.engine;

/** A person may not answer a task, or not so; the task stays open. */
final class AnswerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerRefused(String message) {
    super(message);
  }
}
