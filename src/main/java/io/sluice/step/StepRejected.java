package io.sluice.step;

import java.util.Map;

/** The input is wrong for good: becomes a BPMN error with a code and facts; never retried. */
public final class StepRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Map<String, Object> facts;

  /**
   * @param code stable, in kebab case, for example {@code file-empty}
   * @param message what is wrong and what would be right; no row values
   */
  public StepRejected(String code, String message) {
    this(code, message, Map.of());
  }

  public StepRejected(String code, String message, Map<String, Object> facts) {
    super(message);
    this.code = code;
    this.facts = Map.copyOf(facts);
  }

  public String code() {
    return code;
  }

  public Map<String, Object> facts() {
    return facts;
  }

  /** The message, which is never absent here. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
