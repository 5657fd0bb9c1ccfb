package io.sluice.engine;

import java.util.List;

/** A BPMN element gives a step what the step cannot take: a mistake in the flow. */
final class WrongInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongInput(String element, String step, List<String> wrong) {
    super("element '%s', step '%s': %s".formatted(element, step, String.join("; ", wrong)));
  }
}
