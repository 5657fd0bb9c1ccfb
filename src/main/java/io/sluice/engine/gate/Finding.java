package io.sluice.engine.gate;

/**
 * Something in a file that is wrong, or that somebody may regret.
 *
 * @param rule id of the rule, in kebab case
 * @param element id of the element it is about, empty when it is about the file
 * @param line from 1; 0 when there is none
 * @param message what is wrong
 * @param right what would be right
 */
public record Finding(
    String file,
    String rule,
    Severity severity,
    String element,
    int line,
    String message,
    String right) {

  /** Whether it keeps a file out. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** In a sentence. */
  public String text() {
    return "%s%s%s: %s; %s (%s)"
        .formatted(
            file,
            line == 0 ? "" : ":" + line,
            element.isEmpty() ? "" : " '" + element + "'",
            message,
            right,
            rule);
  }
}
