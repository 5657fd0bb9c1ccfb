package io.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeKernelTest {
  private static final double[] VALUES = {
    Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -1, -0.0, 0.0, 0.5, 1, 1e300
  };

  @Property(tries = 200)
  void equalsANaiveWalkForAnyTreesAndRows(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int trees,
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll boolean logistic) {
    SplittableRandom random = new SplittableRandom(seed);
    Ensemble ensemble = ensemble(random, trees, logistic);
    Kernel kernel = Kernel.of(ensemble);
    double[] encoded = rows(random, kernel, rows);
    double[] scores = new double[rows];
    kernel.score(encoded, 0, rows, scores);
    for (int row = 0; row < rows; row++)
      assertThat(scores[row]).isEqualTo(naive(ensemble, encoded, row * kernel.stride()));
  }

  @Property(tries = 50)
  void scoresARowTheSameAloneAndAmongOthers(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kernel kernel = Kernel.of(ensemble(random, 15, false));
    double[] encoded = rows(random, kernel, 100);
    double[] together = new double[100];
    double[] alone = new double[100];
    kernel.score(encoded, 0, 100, together);
    for (int row = 0; row < 100; row++) kernel.score(encoded, row, row + 1, alone);
    assertThat(alone).isEqualTo(together);
  }

  @Test
  void sendsARowWithoutAValueToTheRight() {
    Tree tree =
        new Tree(
            new int[] {0, Tree.LEAF, Tree.LEAF},
            new double[] {5, 0, 0},
            new int[] {1, 0, 0},
            new int[] {2, 0, 0},
            new double[] {0, .25, .75});
    Kernel kernel = Kernel.of(new Ensemble(1, 0, Ensemble.Link.IDENTITY, List.of(tree)));
    double[] scores = new double[3];
    double p = Kernel.PADDING;
    kernel.score(new double[] {5, p, 5.000001, p, Double.NaN, p}, 0, 3, scores);
    assertThat(scores).containsExactly(.25, .75, .75);
  }

  private static double[] rows(SplittableRandom random, Kernel kernel, int rows) {
    double[] encoded = new double[rows * kernel.stride()];
    for (int i = 0; i < encoded.length; i++)
      encoded[i] =
          i % kernel.stride() >= kernel.width()
              ? Kernel.PADDING
              : random.nextInt(4) == 0
                  ? VALUES[random.nextInt(VALUES.length)]
                  : random.nextGaussian();
    return encoded;
  }

  private static double naive(Ensemble ensemble, double[] rows, int start) {
    double sum = ensemble.base();
    for (Tree tree : ensemble.trees()) {
      int node = 0;
      while (!tree.leaf(node))
        node =
            rows[start + tree.feature()[node]] <= tree.threshold()[node]
                ? tree.left()[node]
                : tree.right()[node];
      sum += tree.value()[node];
    }
    return ensemble.link() == Ensemble.Link.LOGISTIC ? 1 / (1 + Math.exp(-sum)) : sum;
  }

  private static Ensemble ensemble(SplittableRandom random, int trees, boolean logistic) {
    List<Tree> all = new ArrayList<>();
    for (int i = 0; i < trees; i++) all.add(RandomTrees.tree(random, 5, 12));
    return new Ensemble(
        5,
        logistic ? random.nextGaussian() : 0,
        logistic ? Ensemble.Link.LOGISTIC : Ensemble.Link.IDENTITY,
        all);
  }
}
