package io.sluice.engine;

/** A person may not answer a task, or not so; the task stays open. */
final class AnswerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String FOUR_EYES = "four-eyes";
  static final String FORBIDDEN = "answer-forbidden";
  static final String INCOMPLETE = "answer-incomplete";
  static final String UNKNOWN_FIELD = "unknown-field";

  private final String code;

  /**
   * @param code as the API tells it
   */
  AnswerRefused(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
