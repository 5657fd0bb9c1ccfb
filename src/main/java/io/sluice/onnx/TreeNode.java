package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sluice.score.Ensemble;
import io.sluice.score.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trees as the node {@value #OPERATOR}. */
final class TreeNode {
  static final String OPERATOR = "TreeEnsembleRegressor";
  private static final String LOGISTIC = "Sigmoid";
  private static final String EXPONENTIAL = "Exp";
  private static final ByteString SPLIT = ByteString.copyFromUtf8("BRANCH_LEQ");
  private static final ByteString LEAF = ByteString.copyFromUtf8("LEAF");

  private TreeNode() {}

  static void write(Ensemble ensemble, GraphWriter graph) {
    boolean plain = ensemble.link() == Ensemble.Link.IDENTITY;
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(OPERATOR)
            .setDomain(GraphWriter.ML)
            .addInput(OnnxModelFile.FEATURES)
            .addOutput(plain ? OnnxModelFile.PROBABILITY : "sum")
            .addAttribute(GraphWriter.attribute("n_targets", 1))
            .addAttribute(GraphWriter.attribute("aggregate_function", "SUM"))
            .addAttribute(GraphWriter.attribute("post_transform", "NONE"))
            .addAttribute(
                GraphWriter.attribute("base_values_as_tensor", new double[] {ensemble.base()}));
    nodes(ensemble).forEach((name, values) -> node.addAttribute(values));
    graph.add(node);
    switch (ensemble.link()) {
      case IDENTITY -> {}
      case LOGISTIC -> graph.link(LOGISTIC, "sum");
      case EXPONENTIAL -> graph.link(EXPONENTIAL, "sum");
    }
    graph.output(TensorProto.DataType.FLOAT);
  }

  private static Map<String, AttributeProto> nodes(Ensemble ensemble) {
    Map<String, AttributeProto.Builder> lists = new LinkedHashMap<>();
    double[] thresholds = new double[ensemble.nodes()];
    double[] leaves = new double[ensemble.nodes()];
    double[] covers = new double[ensemble.nodes()];
    int node = 0;
    int leaf = 0;
    for (int t = 0; t < ensemble.trees().size(); t++) {
      Tree tree = ensemble.trees().get(t);
      for (int i = 0; i < tree.size(); i++) {
        boolean end = tree.leaf(i);
        add(lists, "nodes_treeids", t);
        add(lists, "nodes_nodeids", i);
        add(lists, "nodes_featureids", end ? 0 : tree.feature()[i]);
        add(lists, "nodes_truenodeids", end ? 0 : tree.left()[i]);
        add(lists, "nodes_falsenodeids", end ? 0 : tree.right()[i]);
        strings(lists, "nodes_modes").addStrings(end ? LEAF : SPLIT);
        covers[node] = tree.cover()[i];
        thresholds[node++] = end ? 0 : tree.threshold()[i];
        if (!end) continue;
        add(lists, "target_treeids", t);
        add(lists, "target_nodeids", i);
        add(lists, "target_ids", 0);
        leaves[leaf++] = tree.value()[i];
      }
    }
    Map<String, AttributeProto> attributes = new LinkedHashMap<>();
    lists.forEach((name, list) -> attributes.put(name, list.build()));
    if (ensemble.trees().stream().allMatch(Tree::covered))
      attributes.put("covers", GraphWriter.attribute(TreeLists.COVERS, covers));
    attributes.put("values", GraphWriter.attribute("nodes_values_as_tensor", thresholds));
    attributes.put(
        "weights", GraphWriter.attribute("target_weights_as_tensor", Arrays.copyOf(leaves, leaf)));
    return attributes;
  }

  private static void add(Map<String, AttributeProto.Builder> lists, String name, long value) {
    lists
        .computeIfAbsent(
            name,
            n -> AttributeProto.newBuilder().setName(n).setType(AttributeProto.AttributeType.INTS))
        .addInts(value);
  }

  private static AttributeProto.Builder strings(
      Map<String, AttributeProto.Builder> lists, String name) {
    return lists.computeIfAbsent(
        name,
        n -> AttributeProto.newBuilder().setName(n).setType(AttributeProto.AttributeType.STRINGS));
  }

  static Ensemble read(GraphReader graph) {
    NodeProto node = graph.node(OPERATOR);
    TreeLists lists = TreeLists.of(node);
    List<Tree> trees = new ArrayList<>();
    for (int at = 0; at < lists.nodes(); at += trees.getLast().size())
      trees.add(lists.tree(at, trees.size()));
    lists.finish();
    double[] base = GraphReader.numbers(node, "base_values_as_tensor");
    if (base.length != 1) throw new IllegalArgumentException("it has no single base value");
    return new Ensemble(graph.width(), base[0], link(graph), trees);
  }

  private static Ensemble.Link link(GraphReader graph) {
    if (graph.has(LOGISTIC)) return Ensemble.Link.LOGISTIC;
    return graph.has(EXPONENTIAL) ? Ensemble.Link.EXPONENTIAL : Ensemble.Link.IDENTITY;
  }
}
