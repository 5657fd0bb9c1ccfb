package io.sluice.score;

import java.util.Arrays;

/**
 * One binary tree. Node 0 is the root and children come after their parent, so every walk ends. A
 * row goes left when its feature is at most the threshold, else right; so NaN goes right.
 *
 * @param feature index into the encoded row; {@value #LEAF} marks a leaf
 * @param threshold of an inner node
 * @param left child of an inner node
 * @param right child of an inner node
 * @param value of a leaf
 * @param cover training rows that came to a node; 0 everywhere when nobody counted
 */
public record Tree(
    int[] feature, double[] threshold, int[] left, int[] right, double[] value, double[] cover) {
  public static final int LEAF = -1;

  private static final double MOST = 1e15;

  /**
   * @throws IllegalArgumentException when the arrays are no tree
   */
  public Tree {
    int size = feature.length;
    boolean aligned =
        threshold.length == size
            && left.length == size
            && right.length == size
            && value.length == size
            && cover.length == size;
    if (size == 0 || !aligned) throw new IllegalArgumentException("a tree's arrays differ in size");
    for (int i = 0; i < size; i++) {
      check(i, size, feature, threshold, left, right, value);
      if (!(cover[i] >= 0 && cover[i] <= MOST))
        throw new IllegalArgumentException("node " + i + " of a tree has a wrong count of rows");
    }
  }

  /** A tree whose training rows nobody counted. */
  public Tree(int[] feature, double[] threshold, int[] left, int[] right, double[] value) {
    this(feature, threshold, left, right, value, new double[feature.length]);
  }

  /** The same tree, with how many of these encoded rows come to each node. */
  public Tree counted(double[][] rows) {
    double[] counts = new double[size()];
    for (double[] row : rows) {
      int node = 0;
      counts[0]++;
      while (!leaf(node)) {
        node = row[feature[node]] <= threshold[node] ? left[node] : right[node];
        counts[node]++;
      }
    }
    return new Tree(feature, threshold, left, right, value, counts);
  }

  /** Whether it is known how many training rows came to each node. */
  public boolean covered() {
    return cover[0] > 0;
  }

  private static void check(
      int i, int size, int[] feature, double[] threshold, int[] left, int[] right, double[] value) {
    if (feature[i] == LEAF) {
      if (!Double.isFinite(value[i]))
        throw new IllegalArgumentException("leaf " + i + " has no finite value");
    } else if (feature[i] < 0
        || !Double.isFinite(threshold[i])
        || left[i] <= i
        || right[i] <= i
        || left[i] >= size
        || right[i] >= size)
      throw new IllegalArgumentException("node " + i + " of a tree is damaged");
  }

  public int size() {
    return feature.length;
  }

  public boolean leaf(int node) {
    return feature[node] == LEAF;
  }

  /** Steps from the root to the deepest leaf. */
  public int depth() {
    int[] below = new int[size()];
    for (int i = size() - 1; i >= 0; i--)
      below[i] = leaf(i) ? 0 : 1 + Math.max(below[left[i]], below[right[i]]);
    return below[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tree tree
        && Arrays.equals(feature, tree.feature)
        && Arrays.equals(threshold, tree.threshold)
        && Arrays.equals(left, tree.left)
        && Arrays.equals(right, tree.right)
        && Arrays.equals(value, tree.value)
        && Arrays.equals(cover, tree.cover);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(feature) * 31 + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Tree of " + size() + " nodes";
  }
}
