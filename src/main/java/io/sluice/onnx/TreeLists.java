package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.sluice.score.Tree;
import java.util.Arrays;
import java.util.List;

/** The long lists of a tree ensemble node, cut into trees again. */
final class TreeLists {

  /** What the standard calls the popularity of a node. */
  static final String COVERS = "nodes_hitrates_as_tensor";

  private final List<Long> trees;
  private final List<Long> nodes;
  private final List<Long> features;
  private final List<Long> left;
  private final List<Long> right;
  private final List<ByteString> modes;
  private final double[] thresholds;
  private final double[] covers;
  private final List<Long> leafTrees;
  private final List<Long> leafNodes;
  private final double[] leaves;
  private int leaf;

  private TreeLists(NodeProto node) {
    trees = GraphReader.integers(node, "nodes_treeids");
    nodes = GraphReader.integers(node, "nodes_nodeids");
    features = GraphReader.integers(node, "nodes_featureids");
    left = GraphReader.integers(node, "nodes_truenodeids");
    right = GraphReader.integers(node, "nodes_falsenodeids");
    modes = GraphReader.attribute(node, "nodes_modes").getStringsList();
    thresholds = GraphReader.numbers(node, "nodes_values_as_tensor");
    covers =
        GraphReader.has(node, COVERS)
            ? GraphReader.numbers(node, COVERS)
            : new double[thresholds.length];
    leafTrees = GraphReader.integers(node, "target_treeids");
    leafNodes = GraphReader.integers(node, "target_nodeids");
    leaves = GraphReader.numbers(node, "target_weights_as_tensor");
  }

  static TreeLists of(NodeProto node) {
    TreeLists lists = new TreeLists(node);
    int size = lists.trees.size();
    boolean aligned =
        List.of(
                    lists.nodes.size(),
                    lists.features.size(),
                    lists.left.size(),
                    lists.right.size(),
                    lists.modes.size(),
                    lists.thresholds.length,
                    lists.covers.length)
                .stream()
                .allMatch(s -> s == size)
            && lists.leafTrees.size() == lists.leaves.length
            && lists.leafNodes.size() == lists.leaves.length;
    if (size == 0 || !aligned) throw new IllegalArgumentException("its lists differ in length");
    return lists;
  }

  int nodes() {
    return trees.size();
  }

  /** The tree whose nodes start there. */
  Tree tree(int start, int number) {
    int size = 0;
    while (start + size < nodes() && trees.get(start + size) == number) size++;
    if (size == 0) throw new IllegalArgumentException("tree " + number + " has no nodes");
    int[] feature = new int[size];
    int[] before = new int[size];
    int[] after = new int[size];
    double[] value = new double[size];
    for (int i = 0; i < size; i++) {
      boolean end = leaf(start + i, i, number);
      feature[i] = end ? Tree.LEAF : Math.toIntExact(features.get(start + i));
      before[i] = Math.toIntExact(left.get(start + i));
      after[i] = Math.toIntExact(right.get(start + i));
      if (end) value[i] = leaves[leaf++];
    }
    double[] threshold = Arrays.copyOfRange(thresholds, start, start + size);
    double[] cover = Arrays.copyOfRange(covers, start, start + size);
    return new Tree(feature, threshold, before, after, value, cover);
  }

  private boolean leaf(int at, int node, int tree) {
    if (nodes.get(at) != node)
      throw new IllegalArgumentException("nodes of tree " + tree + " are not in order");
    String mode = modes.get(at).toStringUtf8();
    if (mode.equals("BRANCH_LEQ")) return false;
    boolean known = leaf < leaves.length && leafTrees.get(leaf) == tree;
    if (!mode.equals("LEAF") || !known || leafNodes.get(leaf) != node)
      throw new IllegalArgumentException(
          "node %d of tree %d is neither a split nor a leaf with a value".formatted(node, tree));
    return true;
  }

  /** All leaf values are used. */
  void finish() {
    if (leaf != leaves.length) throw new IllegalArgumentException("it has values without a leaf");
  }
}
