package io.sluice.api;

import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.util.Map;

/** Takes model names out of addresses. */
public final class ModelAddress {
  private ModelAddress() {}

  /**
   * @throws StepRejected {@code unknown-model} when it cannot be a name
   */
  public static ModelName name(String text) {
    try {
      return new ModelName(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  static StepRejected unknown() {
    return new StepRejected(
        "unknown-model", "there is no such model; GET /api/models lists them", Map.of());
  }
}
