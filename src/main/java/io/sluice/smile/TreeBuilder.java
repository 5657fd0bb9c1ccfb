package io.sluice.smile;

import io.sluice.score.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smile.model.cart.LeafNode;
import smile.model.cart.Node;
import smile.model.cart.OrdinalNode;

/** Numbers the nodes of one of Smile's trees, parents before children. */
final class TreeBuilder {
  private final ToDoubleFunction<LeafNode> value;
  private final List<Line> lines = new ArrayList<>();

  private record Line(
      int feature, double threshold, int left, int right, double value, double cover) {}

  TreeBuilder(ToDoubleFunction<LeafNode> value) {
    this.value = value;
  }

  int add(Node node) {
    int place = lines.size();
    if (node instanceof LeafNode leaf) {
      lines.add(new Line(Tree.LEAF, 0, 0, 0, value.applyAsDouble(leaf), leaf.size()));
    } else if (node instanceof OrdinalNode split) {
      double threshold = FittedTrees.threshold(split);
      lines.add(new Line(split.feature(), threshold, 0, 0, 0, split.size()));
      int left = add(split.trueChild());
      int right = add(split.falseChild());
      lines.set(place, new Line(split.feature(), threshold, left, right, 0, split.size()));
    } else {
      throw new IllegalStateException("a split by " + node.getClass().getName() + " is unknown");
    }
    return place;
  }

  Tree build() {
    return new Tree(
        lines.stream().mapToInt(Line::feature).toArray(),
        lines.stream().mapToDouble(Line::threshold).toArray(),
        lines.stream().mapToInt(Line::left).toArray(),
        lines.stream().mapToInt(Line::right).toArray(),
        lines.stream().mapToDouble(Line::value).toArray(),
        lines.stream().mapToDouble(Line::cover).toArray());
  }
}
