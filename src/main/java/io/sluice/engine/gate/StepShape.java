package io.sluice.engine.gate;

import java.util.List;
import java.util.Optional;

/**
 * What a flow has to know of a step.
 *
 * @param external whether it reaches outside
 * @param effect whether it changes anything there
 */
public record StepShape(
    String name, boolean external, boolean effect, List<Input> inputs, List<String> outputs) {

  /**
   * @param required whether a flow must give it
   * @param choices the values that it may have; empty when it is free
   */
  public record Input(String name, boolean required, List<String> choices) {}

  Optional<Input> input(String wanted) {
    return inputs.stream().filter(input -> input.name().equals(wanted)).findFirst();
  }
}
