package io.sluice.score;

import java.util.Arrays;

/**
 * One tree, laid out for {@link TreeShap}: what leads into each node. Place 0 stands above the root
 * and contributes nothing, so that no node is an exception; node n of the tree is at place n + 1.
 */
final class ShapTree {

  /** Stands for a share of no training rows, by which nothing could be divided. */
  private static final double LEAST = 1e-6;

  private final int[] feature;
  private final double[] threshold;
  private final boolean[] left;
  private final int[] parent;

  /** The nearest place above that asks for the same feature; 0 for none. */
  private final int[] before;

  /** Share of training rows that pass here if all else on the way let them, by this feature. */
  private final double[] share;

  private final double[] value;
  private final GaussLegendre quadrature;

  ShapTree(Tree tree) {
    int size = tree.size() + 1;
    feature = new int[size];
    threshold = new double[size];
    left = new boolean[size];
    parent = new int[size];
    before = new int[size];
    share = new double[size];
    value = new double[size];
    share[0] = 1;
    share[1] = 1;
    threshold[1] = Double.POSITIVE_INFINITY;
    left[1] = true;
    int[] different = new int[size];
    for (int node = 0; node < tree.size(); node++) {
      if (tree.leaf(node)) {
        value[node + 1] = tree.value()[node];
        continue;
      }
      into(tree, node, tree.left()[node], true, different);
      into(tree, node, tree.right()[node], false, different);
    }
    int most = Arrays.stream(different).max().orElse(0);
    quadrature = GaussLegendre.of(Math.max(1, (most + 1) / 2));
  }

  private void into(Tree tree, int from, int to, boolean isLeft, int[] different) {
    int place = to + 1;
    int above = from + 1;
    feature[place] = tree.feature()[from];
    threshold[place] = tree.threshold()[from];
    left[place] = isLeft;
    parent[place] = above;
    int same = above;
    while (same > 1 && feature[same] != feature[place]) same = parent[same];
    before[place] = same > 1 ? same : 0;
    double passed = tree.cover()[from] > 0 ? tree.cover()[to] / tree.cover()[from] : 0.5;
    share[place] = share[before[place]] * Math.max(LEAST, passed);
    different[place] = different[above] + (before[place] == 0 ? 1 : 0);
  }

  int places() {
    return feature.length;
  }

  /** What the tree gives when nothing of a row is known. */
  double expected() {
    double[] reached = new double[places()];
    reached[0] = 1;
    double sum = 0;
    for (int i = 1; i < reached.length; i++) {
      reached[i] = reached[parent[i]] * share[i] / share[before[i]];
      sum += value[i] * reached[i];
    }
    return sum;
  }

  /** Room to work in, for trees up to a size. */
  record Desk(double[] open, double[] inverse, double[] gain, double[] product, double[] sum) {
    static Desk of(int places) {
      return new Desk(
          new double[places],
          new double[places],
          new double[places],
          new double[places],
          new double[places]);
    }
  }

  /** Adds what each feature contributes to this tree's value for a row. */
  void explain(double[] rows, int start, Desk desk, double[] contributions) {
    double[] open = desk.open();
    open[0] = 1;
    for (int i = 1; i < feature.length; i++) {
      boolean passes = rows[start + feature[i]] <= threshold[i] == left[i];
      open[i] = passes ? open[before[i]] : 0;
    }
    // What leads into the root lets everything pass, also a value that is missing.
    open[1] = 1;
    for (int k = 0; k < quadrature.size(); k++)
      at(quadrature.points()[k], quadrature.weights()[k], desk, contributions);
  }

  /**
   * The Shapley value is an integral over t from 0 to 1, where each other feature is known with
   * probability t; one point of its quadrature.
   */
  private void at(double t, double weight, Desk desk, double[] contributions) {
    double[] open = desk.open();
    double[] inverse = desk.inverse();
    double[] gain = desk.gain();
    double[] product = desk.product();
    double[] sum = desk.sum();
    double rest = 1 - t;
    inverse[0] = 1;
    gain[0] = 0;
    product[0] = 1;
    for (int i = 1; i < feature.length; i++) {
      double factor = t * open[i] + rest * share[i];
      double reciprocal = 1 / factor;
      inverse[i] = reciprocal;
      gain[i] = (open[i] - share[i]) * reciprocal;
      double reached = product[parent[i]] * factor * inverse[before[i]];
      product[i] = reached;
      sum[i] = value[i] * reached;
    }
    for (int i = feature.length - 1; i > 0; i--) {
      double below = sum[i];
      contributions[feature[i]] += weight * below * (gain[i] - gain[before[i]]);
      sum[parent[i]] += below;
    }
  }
}
