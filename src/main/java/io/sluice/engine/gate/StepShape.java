package io.sluice.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a flow has to know of a step.
 *
 * @param external whether it reaches outside
 * @param effect whether it changes anything there
 * @param deadline of a single try
 */
public record StepShape(
    String name,
    boolean external,
    boolean effect,
    List<Input> inputs,
    List<String> outputs,
    Duration deadline) {
  /** An input that every step takes: how long it may work here, at most its own deadline. */
  public static final String DEADLINE = "deadline";

  /**
   * @param required whether a flow must give it
   * @param choices the values that it may have; empty when it is free
   */
  public record Input(String name, boolean required, List<String> choices) {}

  Optional<Input> input(String wanted) {
    return inputs.stream().filter(input -> input.name().equals(wanted)).findFirst();
  }
}
