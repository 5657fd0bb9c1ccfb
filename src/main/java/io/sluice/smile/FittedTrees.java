package io.sluice.smile;

import io.sluice.score.Ensemble;
import io.sluice.score.Linear;
import io.sluice.score.Tree;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smile.classification.GradientTreeBoost;
import smile.classification.LogisticRegression;
import smile.classification.RandomForest;
import smile.model.cart.DecisionNode;
import smile.model.cart.LeafNode;
import smile.model.cart.OrdinalNode;
import smile.model.cart.RegressionNode;
import smile.regression.RegressionTree;

/**
 * Takes the numbers out of Smile's models, after the formulas of its soft prediction {@code
 * predict(tuple, posteriori)}.
 */
final class FittedTrees {
  // Smile keeps these to itself.
  private static final VarHandle THRESHOLD = field(OrdinalNode.class, "value");
  private static final VarHandle INTERCEPT = field(GradientTreeBoost.class, "b");

  private FittedTrees() {}

  /**
   * A leaf with n rows, p of them positive, says (p + 1) / (n + 2) (Laplace); the forest's answer
   * is the mean weighted by each tree's out-of-bag accuracy.
   */
  static Ensemble of(RandomForest forest, int width) {
    double total = Arrays.stream(forest.models()).mapToDouble(RandomForest.Model::weight).sum();
    List<Tree> trees = new ArrayList<>();
    for (RandomForest.Model model : forest.models()) {
      double weight = model.weight() / total;
      trees.add(tree(model.tree().root(), leaf -> weight * positive((DecisionNode) leaf)));
    }
    return new Ensemble(width, 0, Ensemble.Link.IDENTITY, trees);
  }

  private static double positive(DecisionNode leaf) {
    return leaf.posteriori(new double[2])[1];
  }

  /** Smile's boosting uses half log odds: the probability is 1 / (1 + exp(-2 × sum)). */
  static Ensemble of(GradientTreeBoost boosting, double rate, int width) {
    double base = 2 * (double) INTERCEPT.get(boosting);
    List<Tree> trees = new ArrayList<>();
    for (RegressionTree tree : boosting.trees()[0])
      trees.add(tree(tree.root(), leaf -> 2 * (rate * ((RegressionNode) leaf).output())));
    return new Ensemble(width, base, Ensemble.Link.LOGISTIC, trees);
  }

  /** The last coefficient is the intercept. */
  static Linear of(LogisticRegression.Binomial regression) {
    double[] w = regression.coefficients();
    return new Linear(Arrays.copyOf(w, w.length - 1), w[w.length - 1]);
  }

  private static Tree tree(smile.model.cart.Node root, ToDoubleFunction<LeafNode> value) {
    TreeBuilder builder = new TreeBuilder(value);
    builder.add(root);
    return builder.build();
  }

  static double threshold(OrdinalNode node) {
    return (double) THRESHOLD.get(node);
  }

  private static VarHandle field(Class<?> owner, String name) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, double.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Smile is not the one we know", e);
    }
  }
}
