package io.sluice.score;

import java.util.List;

/**
 * A sum of trees: {@code link(base + Σ leaf value)}.
 *
 * @param base where the sum starts
 */
public record Ensemble(int width, double base, Link link, List<Tree> trees) implements Fitted {

  /** From the sum to a probability. */
  public enum Link {
    /** The leaves already hold shares of a probability, as in a random forest. */
    IDENTITY,
    /** {@code 1 / (1 + exp(-sum))}, as in boosting with logistic loss. */
    LOGISTIC,
    /** {@code exp(sum)}, as in an isolation forest. */
    EXPONENTIAL
  }

  /**
   * @throws IllegalArgumentException when there is no tree, or one looks beyond the row
   */
  public Ensemble {
    trees = List.copyOf(trees);
    if (trees.isEmpty() || width < 1 || !Double.isFinite(base))
      throw new IllegalArgumentException("an ensemble needs trees, features and a finite base");
    for (Tree tree : trees)
      for (int feature : tree.feature())
        if (feature >= width)
          throw new IllegalArgumentException(
              "a tree asks for feature " + feature + " of " + width + " (from 0)");
  }

  public int nodes() {
    return trees.stream().mapToInt(Tree::size).sum();
  }
}
