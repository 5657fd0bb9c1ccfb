package io.sluice.model;

/**
 * How much a search for hyperparameters may cost.
 *
 * @param tries how many fittings, the spec's own values among them
 */
public record SearchBudget(Integer tries) {
  private static final int MOST = 500;

  public SearchBudget {
    if (tries == null) throw new IllegalArgumentException("tries is missing, for example 20");
    if (tries < 2 || tries > MOST)
      throw new IllegalArgumentException(
          "tries is %d, from 2 to %d is right".formatted(tries, MOST));
  }
}
