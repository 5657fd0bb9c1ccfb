package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * How much the classes count in training: {@code balanced}, so that both count the same in all, or
 * {@code {positive: 3}}, so that a positive row counts as three negative ones. Weighted scores rank
 * rows; they no longer are the rate at which positives occur.
 *
 * @param positive how many negative rows a positive one counts for; 0 when balanced
 */
public record ClassWeights(int positive) {
  private static final int BALANCED = 0;
  private static final int MOST = 10_000;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ClassWeights of(Object given) {
    if (given.equals("balanced")) return new ClassWeights(BALANCED);
    if (given instanceof Map<?, ?> map
        && map.size() == 1
        && map.get("positive") instanceof Integer positive
        && positive >= 1
        && positive <= MOST) return new ClassWeights(positive);
    throw new IllegalArgumentException(
        "'%s' says nothing of weights: balanced does, or {positive: 3} with a whole number from 1 to %d"
            .formatted(given, MOST));
  }

  @JsonValue
  Object text() {
    return positive == BALANCED ? "balanced" : Map.of("positive", positive);
  }

  /**
   * What a row of each class counts, in whole numbers of which one is 1.
   *
   * @param positive from 1
   * @param negative from 1
   */
  public record Factors(int positive, int negative) {
    public static final Factors EQUAL = new Factors(1, 1);
  }

  Factors factors(boolean[] answers) {
    if (positive != BALANCED) return new Factors(positive, 1);
    int positives = 0;
    for (boolean answer : answers) if (answer) positives++;
    int negatives = answers.length - positives;
    return positives <= negatives
        ? new Factors(Math.round((float) negatives / positives), 1)
        : new Factors(1, Math.round((float) positives / negatives));
  }
}
