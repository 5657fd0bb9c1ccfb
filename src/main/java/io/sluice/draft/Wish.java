package io.sluice.draft;

import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Set;

/**
 * What is to be drafted.
 *
 * @param target the column to predict
 * @param positive the value whose probability is the score; empty for the rarer one of two
 * @param key columns that tell records apart; empty when a record's line does
 */
public record Wish(ModelName model, String target, String positive, List<String> key) {
  /** Addresses of the API that a model's name would hide. */
  private static final Set<String> TAKEN = Set.of("drafts", "imports");

  /**
   * @throws StepRejected {@code draft-name} when the model cannot be called so
   */
  public Wish {
    if (TAKEN.contains(model.value()))
      throw new StepRejected(
          "draft-name", "a model cannot be called " + model + ": take another name");
    key = List.copyOf(key);
  }
}
