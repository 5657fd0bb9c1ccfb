package io.sluice.score;

import java.util.Arrays;

/**
 * Scores by a sum of trees laid out in flat arrays. Many walks advance together, one level at a
 * time and without a branch: 64 rows through one tree, or for a single row all trees at once. A
 * leaf points to itself (its padding column is below every number), so walks that are done wait.
 * Thresholds stay doubles: as floats a few rows would fall on the other side.
 */
public final class TreeKernel implements Kernel {
  private static final int BLOCK = 64;

  /** Rows whose features stay in the cache while all trees pass over them. */
  private static final int TILE = 1024;

  /** Below this many rows it is faster to advance all trees of one row together. */
  private static final int FEW = 8;

  private final int width;
  private final double base;
  private final Ensemble.Link link;
  private final int[] roots;
  private final int[] depths;
  private final int deepest;

  /** Left child in the upper half, feature in the lower; the right child follows the left. */
  private final long[] links;

  /** Threshold of an inner node, value of a leaf. */
  private final double[] numbers;

  TreeKernel(Ensemble ensemble) {
    this.width = ensemble.width();
    this.base = ensemble.base();
    this.link = ensemble.link();
    int trees = ensemble.trees().size();
    this.roots = new int[trees];
    this.depths = new int[trees];
    FlatTrees flat = new FlatTrees(width, ensemble.nodes());
    for (int i = 0; i < trees; i++) {
      depths[i] = ensemble.trees().get(i).depth();
      roots[i] = flat.add(ensemble.trees().get(i));
    }
    this.deepest = Arrays.stream(depths).max().orElse(0);
    this.links = flat.links();
    this.numbers = flat.numbers();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int stride() {
    return width + 1;
  }

  @Override
  public void score(double[] rows, int from, int to, double[] scores) {
    if (to - from < FEW) {
      int[] walks = new int[roots.length];
      for (int row = from; row < to; row++) scores[row] = link(one(rows, row, walks));
      return;
    }
    int[] walks = new int[BLOCK];
    for (int start = from; start < to; start += TILE) {
      int end = Math.min(to, start + TILE);
      Arrays.fill(scores, start, end, base);
      for (int tree = 0; tree < roots.length; tree++)
        for (int row = start; row < end; row += BLOCK)
          block(tree, rows, row, Math.min(BLOCK, end - row), walks, scores);
      for (int row = start; row < end; row++) scores[row] = link(scores[row]);
    }
  }

  private void block(int tree, double[] rows, int row, int size, int[] walks, double[] sums) {
    Arrays.fill(walks, 0, size, roots[tree]);
    int stride = width + 1;
    for (int level = depths[tree]; level > 0; level--) {
      int start = row * stride;
      for (int i = 0; i < size; i++) {
        walks[i] = next(walks[i], rows, start);
        start += stride;
      }
    }
    for (int i = 0; i < size; i++) sums[row + i] += numbers[walks[i]];
  }

  private double one(double[] rows, int row, int[] walks) {
    System.arraycopy(roots, 0, walks, 0, roots.length);
    int start = row * (width + 1);
    for (int level = deepest; level > 0; level--)
      for (int i = 0; i < walks.length; i++) walks[i] = next(walks[i], rows, start);
    double sum = base;
    for (int walk : walks) sum += numbers[walk];
    return sum;
  }

  private int next(int node, double[] rows, int start) {
    long link = links[node];
    return (int) (link >>> 32) + (rows[start + (int) link] <= numbers[node] ? 0 : 1);
  }

  private double link(double sum) {
    return switch (link) {
      case IDENTITY -> sum;
      case LOGISTIC -> 1.0 / (1.0 + Math.exp(-sum));
      case EXPONENTIAL -> Math.exp(sum);
    };
  }
}
