package io.sluice.score;

import java.util.Arrays;
import java.util.List;

/**
 * Path-dependent Shapley values of a sum of trees (Lundberg et al. 2020), where the training rows
 * that went each way stand for what is not known. Each value is the integral of a polynomial along
 * the path to a leaf, which a quadrature gives exactly in a time that grows with nodes times half
 * the depth (after Yu, Bifet, Read and Xu: Linear TreeShap, 2022).
 */
final class TreeShap implements Shap {
  private final List<ShapTree> trees;
  private final double expected;
  private final int places;

  TreeShap(Ensemble ensemble) {
    this.trees = ensemble.trees().stream().map(ShapTree::new).toList();
    this.expected = ensemble.base() + trees.stream().mapToDouble(ShapTree::expected).sum();
    this.places = trees.stream().mapToInt(ShapTree::places).max().orElse(0);
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public void explain(double[] rows, int start, double[] contributions) {
    Arrays.fill(contributions, 0);
    ShapTree.Desk desk = ShapTree.Desk.of(places);
    for (ShapTree tree : trees) tree.explain(rows, start, desk, contributions);
  }
}
