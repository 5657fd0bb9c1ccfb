package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.sluice.score.Ensemble;
import io.sluice.score.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trees as scikit-learn's, XGBoost's and LightGBM's converters write them, turned into ours: floats
 * become thresholds of doubles that decide alike, comparisons other than "at most" become it. Empty
 * when the node holds something that our kernels would not score alike.
 */
final class ForeignTrees {
  private static final String CLASSIFIER = "TreeEnsembleClassifier";

  private final Attributes attributes;
  private final boolean classifier;
  private final boolean doubles;
  private final int index;
  private final int width;
  private final double[] thresholds;

  private record Place(long tree, long node) {}

  private ForeignTrees(NodeProto node, boolean doubles, int index, int width) {
    this.attributes = new Attributes(node);
    this.classifier = node.getOpType().equals(CLASSIFIER);
    this.doubles = doubles;
    this.index = index;
    this.width = width;
    this.thresholds = attributes.numbers("nodes_values");
  }

  static boolean known(NodeProto node) {
    return node.getOpType().equals(CLASSIFIER) || node.getOpType().equals(TreeNode.OPERATOR);
  }

  /**
   * @param doubles whether the graph takes doubles, so that nothing is rounded
   * @param index of the class whose probability is wanted
   * @param missing whether rows may hold NaN
   */
  static Optional<Ensemble> read(
      NodeProto node, boolean doubles, int index, int width, boolean missing) {
    ForeignTrees trees = new ForeignTrees(node, doubles, index, width);
    boolean left =
        trees.attributes.integers("nodes_missing_value_tracks_true").stream().anyMatch(t -> t != 0);
    if (missing && (left || trees.reversed())) return Optional.empty();
    return trees.link().flatMap(trees::ensemble);
  }

  /** Whether a comparison is turned round, which would turn the way of NaN as well. */
  private boolean reversed() {
    return attributes.strings("nodes_modes").stream().anyMatch(mode -> mode.contains("GT"));
  }

  /** From the sum to the probability; empty for what is neither a share nor log odds. */
  private Optional<Ensemble.Link> link() {
    boolean sum = attributes.text("aggregate_function", "SUM").equals("SUM");
    return switch (attributes.text("post_transform", "NONE")) {
      case "NONE" -> sum ? Optional.of(Ensemble.Link.IDENTITY) : Optional.empty();
      case "LOGISTIC" -> sum ? Optional.of(Ensemble.Link.LOGISTIC) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<Ensemble> ensemble(Ensemble.Link link) {
    String leaf = classifier ? "class_" : "target_";
    List<Long> ids = attributes.integers(leaf + "ids");
    boolean single = ids.stream().distinct().count() <= 1;
    double[] base = attributes.numbers("base_values");
    if (base.length > (single ? 1 : 2) || (classifier && labels() != 2)) return Optional.empty();
    if (!classifier && !single) return Optional.empty();
    // One sum is for the second class; the probability of the first is the rest.
    boolean turned = classifier && single && index == 0;
    if (turned && link == Ensemble.Link.IDENTITY) return Optional.empty();
    double sign = turned ? -1 : 1;
    Map<Place, Double> leaves = leaves(leaf, ids, single, sign);
    double start = base.length == 0 ? 0 : sign * base[single ? 0 : index];
    return trees(leaves).map(trees -> new Ensemble(width, start, link, trees));
  }

  private long labels() {
    return Math.max(
        attributes.integers("classlabels_int64s").size(),
        attributes.strings("classlabels_strings").size());
  }

  private Map<Place, Double> leaves(String leaf, List<Long> ids, boolean single, double sign) {
    List<Long> trees = attributes.integers(leaf + "treeids");
    List<Long> nodes = attributes.integers(leaf + "nodeids");
    double[] weights = attributes.numbers(leaf + "weights");
    if (trees.size() != weights.length
        || nodes.size() != weights.length
        || ids.size() != weights.length)
      throw new IllegalArgumentException("the lists of leaves differ in length");
    Map<Place, Double> leaves = new HashMap<>();
    for (int i = 0; i < weights.length; i++)
      if (single || ids.get(i) == index)
        leaves.merge(new Place(trees.get(i), nodes.get(i)), sign * weights[i], Double::sum);
    return leaves;
  }

  private Optional<List<Tree>> trees(Map<Place, Double> leaves) {
    List<Long> owners = attributes.integers("nodes_treeids");
    List<Long> nodes = attributes.integers("nodes_nodeids");
    Map<Long, Map<Long, Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < owners.size(); i++)
      if (places.computeIfAbsent(owners.get(i), t -> new LinkedHashMap<>()).put(nodes.get(i), i)
          != null) throw new IllegalArgumentException("a node of a tree is there twice");
    List<Tree> trees = new ArrayList<>();
    for (var tree : places.entrySet()) {
      Optional<Tree> read = tree(tree.getKey(), tree.getValue(), leaves);
      if (read.isEmpty()) return Optional.empty();
      trees.add(read.get());
    }
    return Optional.of(trees);
  }

  /** Numbers the nodes anew, parents before children. */
  private Optional<Tree> tree(long id, Map<Long, Integer> places, Map<Place, Double> leaves) {
    int size = places.size();
    int[] feature = new int[size];
    double[] threshold = new double[size];
    int[] left = new int[size];
    int[] right = new int[size];
    double[] value = new double[size];
    long[] node = new long[size];
    node[0] = places.keySet().iterator().next();
    int next = 1;
    for (int at = 0; at < next; at++) {
      Integer place = places.get(node[at]);
      if (place == null) throw new IllegalArgumentException("a tree asks for a node it has not");
      Split split = split(place);
      if (split == Split.UNKNOWN) return Optional.empty();
      if (split == Split.LEAF) {
        feature[at] = Tree.LEAF;
        value[at] = leaves.getOrDefault(new Place(id, node[at]), 0.0);
        continue;
      }
      if (next + 2 > size) throw new IllegalArgumentException("a node of a tree has two parents");
      feature[at] = Math.toIntExact(attributes.integers("nodes_featureids").get(place));
      threshold[at] = threshold(split, thresholds[place]);
      boolean turned = split == Split.ABOVE || split == Split.AT_LEAST;
      left[at] = next;
      right[at] = next + 1;
      node[next++] = child(place, !turned);
      node[next++] = child(place, turned);
    }
    if (next != size) throw new IllegalArgumentException("a tree has nodes that no way leads to");
    return Optional.of(new Tree(feature, threshold, left, right, value));
  }

  private long child(int place, boolean held) {
    return attributes.integers(held ? "nodes_truenodeids" : "nodes_falsenodeids").get(place);
  }

  private enum Split {
    AT_MOST,
    BELOW,
    ABOVE,
    AT_LEAST,
    LEAF,
    UNKNOWN
  }

  private Split split(int place) {
    return switch (attributes.strings("nodes_modes").get(place)) {
      case "BRANCH_LEQ" -> Split.AT_MOST;
      case "BRANCH_LT" -> Split.BELOW;
      case "BRANCH_GT" -> Split.ABOVE;
      case "BRANCH_GTE" -> Split.AT_LEAST;
      case "LEAF" -> Split.LEAF;
      default -> Split.UNKNOWN;
    };
  }

  /** Where "at most" divides as the split does; what is above or at least goes the other way. */
  private double threshold(Split split, double given) {
    boolean atMost = split == Split.AT_MOST || split == Split.ABOVE;
    if (doubles) return atMost ? given : Math.nextDown(given);
    return atMost ? FloatThreshold.atMost((float) given) : FloatThreshold.below((float) given);
  }

  /** The attributes of a node, read once. */
  private static final class Attributes {
    private final Map<String, AttributeProto> all = new HashMap<>();
    private final Map<String, List<Long>> integers = new HashMap<>();
    private final Map<String, List<String>> strings = new HashMap<>();

    Attributes(NodeProto node) {
      for (AttributeProto attribute : node.getAttributeList())
        all.put(attribute.getName(), attribute);
    }

    List<Long> integers(String name) {
      return integers.computeIfAbsent(
          name, n -> all.containsKey(n) ? all.get(n).getIntsList() : List.of());
    }

    List<String> strings(String name) {
      return strings.computeIfAbsent(
          name,
          n ->
              all.containsKey(n)
                  ? all.get(n).getStringsList().stream().map(s -> s.toStringUtf8()).toList()
                  : List.of());
    }

    String text(String name, String otherwise) {
      return all.containsKey(name) ? all.get(name).getS().toStringUtf8() : otherwise;
    }

    /** Floats, or the doubles that newer graphs have in their place. */
    double[] numbers(String name) {
      AttributeProto tensor = all.get(name + "_as_tensor");
      if (tensor != null) return GraphReader.doubles(tensor.getT());
      AttributeProto floats = all.get(name);
      if (floats == null) return new double[0];
      double[] numbers = new double[floats.getFloatsCount()];
      Arrays.setAll(numbers, i -> floats.getFloats(i));
      return numbers;
    }
  }
}
