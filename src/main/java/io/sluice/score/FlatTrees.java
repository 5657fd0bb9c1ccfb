package io.sluice.score;

import java.util.Arrays;

/** Lays trees out one after another, siblings side by side and top levels first. */
final class FlatTrees {
  private final int padding;
  private final long[] links;
  private final double[] numbers;
  private int used;

  /**
   * @param padding the column that leaves look at
   */
  FlatTrees(int padding, int nodes) {
    this.padding = padding;
    this.links = new long[nodes];
    this.numbers = new double[nodes];
  }

  /** Adds a tree and gives the place of its root. */
  int add(Tree tree) {
    int root = used;
    int[] source = new int[tree.size()];
    int next = 1;
    for (int i = 0; i < next; i++) {
      int node = source[i];
      if (tree.leaf(node)) {
        put(root + i, root + i, padding, tree.value()[node]);
        continue;
      }
      if (next + 2 > source.length)
        throw new IllegalArgumentException("a node of a tree has two parents");
      put(root + i, root + next, tree.feature()[node], tree.threshold()[node]);
      source[next++] = tree.left()[node];
      source[next++] = tree.right()[node];
    }
    used = root + next;
    return root;
  }

  private void put(int place, int left, int feature, double number) {
    links[place] = ((long) left << 32) | feature;
    numbers[place] = number;
  }

  long[] links() {
    return Arrays.copyOf(links, used);
  }

  double[] numbers() {
    return Arrays.copyOf(numbers, used);
  }
}
