package io.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.data.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  private static final int WIDTH = 5;

  /** The definition itself: every order in which features may become known. */
  @Property(tries = 60)
  void givesTheShapleyValuesOfAnyTrees(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int depth) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < 3; i++) trees.add(covered(RandomTrees.tree(random, WIDTH, depth), random));
    Ensemble ensemble = new Ensemble(WIDTH, 0.25, Ensemble.Link.LOGISTIC, trees);
    double[] row = random.doubles(WIDTH, -1, 1).toArray();
    if (random.nextInt(3) == 0) row[random.nextInt(WIDTH)] = Double.NaN;
    Shap shap = Shap.of(ensemble, null).orElseThrow();
    double[] contributions = new double[WIDTH];
    shap.explain(row, 0, contributions);
    for (int feature = 0; feature < WIDTH; feature++)
      assertThat(contributions[feature]).isCloseTo(shapley(ensemble, row, feature), within(1e-9));
    assertThat(shap.expected() + Arrays.stream(contributions).sum())
        .isCloseTo(known(ensemble, row, (1 << WIDTH) - 1), within(1e-9));
    assertThat(shap.expected()).isCloseTo(known(ensemble, row, 0), within(1e-9));
  }

  private static double shapley(Ensemble ensemble, double[] row, int feature) {
    double value = 0;
    for (int set = 0; set < 1 << WIDTH; set++) {
      if ((set >> feature & 1) == 1) continue;
      int size = Integer.bitCount(set);
      double weight = factorial(size) * factorial(WIDTH - size - 1) / factorial(WIDTH);
      value += weight * (known(ensemble, row, set | 1 << feature) - known(ensemble, row, set));
    }
    return value;
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  /** The sum when only the features of a set are known. */
  private static double known(Ensemble ensemble, double[] row, int set) {
    double sum = ensemble.base();
    for (Tree tree : ensemble.trees()) sum += known(tree, 0, row, set);
    return sum;
  }

  private static double known(Tree tree, int node, double[] row, int set) {
    if (tree.leaf(node)) return tree.value()[node];
    int left = tree.left()[node];
    int right = tree.right()[node];
    if ((set >> tree.feature()[node] & 1) == 1)
      return known(
          tree, row[tree.feature()[node]] <= tree.threshold()[node] ? left : right, row, set);
    double share = tree.cover()[left] / tree.cover()[node];
    return share * known(tree, left, row, set) + (1 - share) * known(tree, right, row, set);
  }

  private static Tree covered(Tree tree, SplittableRandom random) {
    double[] cover = new double[tree.size()];
    for (int i = tree.size() - 1; i >= 0; i--)
      cover[i] =
          tree.leaf(i) ? 1 + random.nextInt(50) : cover[tree.left()[i]] + cover[tree.right()[i]];
    return new Tree(
        tree.feature(), tree.threshold(), tree.left(), tree.right(), tree.value(), cover);
  }

  @Test
  void addsTheFlagsOfACategoryUpAndWordsTheDirection() {
    List<Encoding> encodings =
        List.of(
            new Encoding.Numeric("age", Type.NUMBER, null, 0, 1),
            new Encoding.OneHot("colour", List.of("red", "blue"), true, true));
    Linear line = new Linear(new double[] {2, -1, 3, 0}, 0.5);
    Reasons reasons =
        Reasons.of(
                line,
                encodings,
                List.of(1.5, .5, .25, .25),
                Map.of("colour", new ReasonWords("an odd colour", "a good colour")))
            .orElseThrow();
    List<Reason> top = reasons.top(new double[] {2, 1, 0, 0}, 0, 5);
    assertThat(top)
        .containsExactly(
            new Reason("colour", -1 * (1 - .5) + 3 * (0 - .25), "a good colour"),
            new Reason("age", 1.0, "age raises the score"));
    assertThat(reasons.expected()).isCloseTo(.5 + 3 - .5 + .75, within(1e-12));
    assertThat(reasons.top(new double[] {2, 1, 0, 0}, 0, 1)).hasSize(1);
  }

  @Test
  void saysNothingWhereNobodyCountedTheRows() {
    Tree bare = RandomTrees.tree(new SplittableRandom(1), WIDTH, 4);
    Ensemble ensemble = new Ensemble(WIDTH, 0, Ensemble.Link.IDENTITY, List.of(bare));
    assertThat(Shap.of(ensemble, null)).isEmpty();
    assertThat(Shap.of(new Linear(new double[] {1}, 0), null)).isEmpty();
  }

  @Test
  void refusesAWordingThatIsNone() {
    assertThatThrownBy(() -> ReasonWords.of(Map.of("raises", "x")))
        .hasMessageContaining("{raises: a text, lowers: a text}");
    assertThatThrownBy(() -> ReasonWords.of(" ")).hasMessageContaining("1 to 200");
  }
}
