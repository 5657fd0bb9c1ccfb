package io.sluice.score;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Trees of any shape. */
public final class RandomTrees {
  private RandomTrees() {}

  private record Line(int feature, double threshold, int left, int right, double value) {}

  public static Tree tree(SplittableRandom random, int width, int depth) {
    List<Line> lines = new ArrayList<>();
    grow(lines, random, width, depth);
    return new Tree(
        lines.stream().mapToInt(Line::feature).toArray(),
        lines.stream().mapToDouble(Line::threshold).toArray(),
        lines.stream().mapToInt(Line::left).toArray(),
        lines.stream().mapToInt(Line::right).toArray(),
        lines.stream().mapToDouble(Line::value).toArray());
  }

  private static int grow(List<Line> lines, SplittableRandom random, int width, int depth) {
    int place = lines.size();
    if (depth == 0 || random.nextInt(5) == 0) {
      lines.add(new Line(Tree.LEAF, 0, 0, 0, random.nextGaussian()));
      return place;
    }
    int feature = random.nextInt(width);
    double threshold = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
    lines.add(new Line(feature, threshold, 0, 0, 0));
    int left = grow(lines, random, width, depth - 1);
    int right = grow(lines, random, width, depth - 1);
    lines.set(place, new Line(feature, threshold, left, right, 0));
    return place;
  }
}
