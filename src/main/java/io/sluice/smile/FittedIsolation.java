package io.sluice.smile;

import io.sluice.model.Algorithm;
import io.sluice.model.Fit;
import io.sluice.model.TrainingSet;
import io.sluice.score.Ensemble;
import io.sluice.score.Tree;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;
import smile.stat.distribution.GaussianDistribution;

/**
 * Isolation forests (Liu, Ting and Zhou 2008): the score of a row is {@code 2^(-mean path / c)},
 * where c is the mean path of the rows that a tree sees; near 1 a row is odd, near .5 it is like
 * the others.
 */
final class FittedIsolation {
  private static final double EULER = 0.5772156649;

  // Smile keeps these to itself.
  private static final VarHandle ROOT;
  private static final VarHandle DEPTH;
  private static final VarHandle SLOPE;
  private static final VarHandle INTERCEPT;
  private static final VarHandle LEFT;
  private static final VarHandle RIGHT;

  static {
    try {
      Class<?> node = Class.forName("smile.anomaly.IsolationTree$Node");
      MethodHandles.Lookup own = MethodHandles.lookup();
      MethodHandles.Lookup nodes = MethodHandles.privateLookupIn(node, own);
      ROOT =
          MethodHandles.privateLookupIn(IsolationTree.class, own)
              .findVarHandle(IsolationTree.class, "root", node);
      DEPTH = nodes.findVarHandle(node, "depth", double.class);
      SLOPE = nodes.findVarHandle(node, "slope", double[].class);
      INTERCEPT = nodes.findVarHandle(node, "intercept", double[].class);
      LEFT = nodes.findVarHandle(node, "left", node);
      RIGHT = nodes.findVarHandle(node, "right", node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Smile is not the one we know", e);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  private record Line(int feature, double threshold, int left, int right, double depth) {}

  private FittedIsolation() {}

  static Ensemble of(TrainingSet set, Algorithm.IsolationForest algorithm, Fit fit) {
    int sample = Math.min(algorithm.sample(), set.rows().length);
    double unit = -Math.log(2) / (algorithm.trees() * meanPath(sample));
    List<Tree> trees = new ArrayList<>();
    for (IsolationTree tree : trees(set, algorithm.trees(), sample, fit)) {
      FittedIsolation lines = new FittedIsolation();
      lines.add(ROOT.get(tree));
      trees.add(lines.build(unit).counted(set.rows()));
    }
    return new Ensemble(set.width(), 0, Ensemble.Link.EXPONENTIAL, trees);
  }

  /**
   * One tree at a time from its own seed: Smile grows them in parallel from one stream of chance
   * that all threads share, so that no two forests would be alike. The lock is for that stream.
   */
  static List<IsolationTree> trees(TrainingSet set, int count, int sample, Fit fit) {
    SplittableRandom seeds = new SplittableRandom(fit.seed());
    double share = (double) sample / set.rows().length;
    List<IsolationTree> trees = new ArrayList<>();
    synchronized (FittedIsolation.class) {
      for (int i = 0; i < count; i++) {
        MathEx.setSeed(seeds.nextLong() >>> 1);
        GaussianDistribution.resetCache();
        var options = new IsolationForest.Options(1, depth(sample), share, 0);
        trees.add(IsolationForest.fit(set.rows(), options).trees()[0]);
        fit.step().run();
      }
    }
    return trees;
  }

  /** Beyond the mean depth of a tree of so many rows, rows are no longer odd. */
  private static int depth(int sample) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(sample - 1));
  }

  /** The mean path of an unsuccessful search in a binary tree of n rows, c(n) of the paper. */
  static double meanPath(int n) {
    return 2 * (Math.log(n - 1) + EULER) - 2 * ((n - 1.0) / n);
  }

  private int add(Object node) {
    int place = lines.size();
    Object left = LEFT.get(node);
    Object right = RIGHT.get(node);
    if (left == null || right == null) {
      lines.add(new Line(Tree.LEAF, 0, 0, 0, (double) DEPTH.get(node)));
      return place;
    }
    lines.add(new Line(Tree.LEAF, 0, 0, 0, 0));
    double[] slope = (double[]) SLOPE.get(node);
    int feature = 0;
    while (slope[feature] == 0) feature++;
    double at = ((double[]) INTERCEPT.get(node))[feature];
    // Smile goes left where slope × value < slope × at; ours goes left where value <= threshold.
    boolean upward = slope[feature] > 0;
    int low = add(upward ? left : right);
    int high = add(upward ? right : left);
    lines.set(place, new Line(feature, upward ? Math.nextDown(at) : at, low, high, 0));
    return place;
  }

  private Tree build(double unit) {
    return new Tree(
        lines.stream().mapToInt(Line::feature).toArray(),
        lines.stream().mapToDouble(Line::threshold).toArray(),
        lines.stream().mapToInt(Line::left).toArray(),
        lines.stream().mapToInt(Line::right).toArray(),
        lines.stream().mapToDouble(line -> unit * line.depth()).toArray());
  }
}
