package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sluice.score.Ensemble;
import io.sluice.score.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph that another tool wrote: what goes in, which of its outputs is the score, and which of
 * our kernels scores alike.
 */
final class ForeignGraph {
  /** Says in the stored graph which column of its output is the score. */
  static final String COLUMN = "sluice.column";

  /** Says how many numbers a row has; the graph itself may leave it open. */
  static final String WIDTH = "sluice.width";

  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final Set<String> PASSING = Set.of("Cast", "Identity");
  private static final int MOST_NODES = 10_000;

  private final ModelProto model;
  private final GraphProto graph;
  private final ValueInfoProto input;

  ForeignGraph(ModelProto model) {
    this.model = model;
    this.graph = model.getGraph();
    check();
    this.input = input();
  }

  /** Nothing is run that reads other files, loops or comes from elsewhere. */
  private void check() {
    if (graph.getNodeCount() == 0) throw wrong("it has no nodes");
    if (graph.getNodeCount() > MOST_NODES)
      throw wrong(
          "it has %,d nodes, at most %,d are run".formatted(graph.getNodeCount(), MOST_NODES));
    for (NodeProto node : graph.getNodeList()) {
      if (!DOMAINS.contains(node.getDomain()))
        throw wrong("its node %s is of a domain that is not run here".formatted(node.getOpType()));
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG() || attribute.getGraphsCount() > 0)
          throw wrong("its node %s holds a graph of its own".formatted(node.getOpType()));
        outside(attribute.getT());
        attribute.getTensorsList().forEach(ForeignGraph::outside);
      }
    }
    graph.getInitializerList().forEach(ForeignGraph::outside);
    if (model.getFunctionsCount() > 0) throw wrong("it defines functions of its own");
  }

  private static void outside(TensorProto tensor) {
    if (tensor.getExternalDataCount() > 0
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
      throw wrong("a tensor of it lies in another file: save it as one file");
  }

  private ValueInfoProto input() {
    List<String> constants = graph.getInitializerList().stream().map(TensorProto::getName).toList();
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !constants.contains(i.getName())).toList();
    if (inputs.size() != 1)
      throw wrong(
          "it has %d inputs: convert it with one matrix of numbers as input"
              .formatted(inputs.size()));
    ValueInfoProto only = inputs.getFirst();
    int type = only.getType().getTensorType().getElemType();
    if (type != TensorProto.DataType.FLOAT.getNumber()
        && type != TensorProto.DataType.DOUBLE.getNumber())
      throw wrong("its input is no matrix of floats or doubles");
    return only;
  }

  boolean doubles() {
    return input.getType().getTensorType().getElemType() == TensorProto.DataType.DOUBLE.getNumber();
  }

  String producer() {
    return (model.getProducerName() + " " + model.getProducerVersion()).strip();
  }

  /** The same graph with its score as the only output. */
  RuntimeModel runtime(String positive, int width) {
    var shape = input.getType().getTensorType().getShape();
    long wanted = shape.getDimCount() == 2 ? shape.getDim(1).getDimValue() : 0;
    if (wanted > 0 && wanted != width)
      throw wrong(
          "it takes %d numbers and the features of the spec give %d: name the features in the order"
                  .formatted(wanted, width)
              + " of its input");
    ModelProto.Builder cut = model.toBuilder();
    GraphProto.Builder nodes = cut.getGraphBuilder();
    String output = output();
    nodes.clearOutput().clearNode();
    for (NodeProto node : graph.getNodeList())
      if (!node.getOpType().equals("ZipMap")) nodes.addNode(node);
    nodes.addOutput(
        ValueInfoProto.newBuilder()
            .setName(output)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder().setElemType(type(output).getNumber()))));
    cut.clearMetadataProps()
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(COLUMN)
                .setValue(Integer.toString(index(positive))))
        .addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(WIDTH).setValue(Integer.toString(width)));
    return new RuntimeModel(cut.build().toByteArray(), width, doubles());
  }

  /** A classifier gives floats whatever it takes; other outputs say what they are. */
  private TensorProto.DataType type(String output) {
    return graph.getOutputList().stream()
        .filter(o -> o.getName().equals(output))
        .map(o -> o.getType().getTensorType().getElemType())
        .findFirst()
        .map(TensorProto.DataType::forNumber)
        .orElse(TensorProto.DataType.FLOAT);
  }

  /** The tensor of scores: what a ZipMap takes, else the only output of numbers. */
  private String output() {
    Optional<NodeProto> zip =
        graph.getNodeList().stream().filter(n -> n.getOpType().equals("ZipMap")).findFirst();
    if (zip.isPresent()) return zip.get().getInput(0);
    List<String> numbers = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      int type = output.getType().getTensorType().getElemType();
      if (type == TensorProto.DataType.FLOAT.getNumber()
          || type == TensorProto.DataType.DOUBLE.getNumber()) numbers.add(output.getName());
    }
    if (numbers.size() > 1)
      numbers.removeIf(name -> !name.toLowerCase(java.util.Locale.ROOT).contains("prob"));
    if (numbers.size() == 1) return numbers.getFirst();
    throw wrong(
        "which of its outputs is the score cannot be seen: one output of probabilities is right, it"
            + " has "
            + graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
  }

  /** Which column is the score: the class of that label, else the second. */
  private int index(String positive) {
    for (NodeProto node : graph.getNodeList())
      for (AttributeProto attribute : node.getAttributeList())
        if (attribute.getName().startsWith("classlabels_")) {
          List<String> labels = new ArrayList<>();
          attribute.getStringsList().forEach(label -> labels.add(label.toStringUtf8()));
          attribute.getIntsList().forEach(label -> labels.add(label.toString()));
          int found = labels.indexOf(positive);
          if (found >= 0) return found;
        }
    return 1;
  }

  /**
   * What our kernels score alike; empty when they do not know the graph.
   *
   * @param missing whether rows may hold NaN
   */
  Optional<Fitted> known(String positive, int width, boolean missing) {
    try {
      return converted(positive, width, missing);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private Optional<Fitted> converted(String positive, int width, boolean missing) {
    Optional<NodeProto> end = giver(output());
    if (end.isPresent() && end.get().getOpType().equals("Normalizer"))
      end = giver(end.get().getInput(0)).filter(n -> n.getOpType().equals(ForeignLine.OPERATOR));
    boolean sigmoid = end.isPresent() && end.get().getOpType().equals("Sigmoid");
    if (sigmoid) end = giver(end.get().getInput(0));
    if (end.isEmpty()) return Optional.empty();
    NodeProto node = end.get();
    if (!sigmoid && node.getOpType().equals(ForeignLine.OPERATOR))
      return ForeignLine.read(node, index(positive), width, this::giver).map(line -> line);
    if (!ForeignTrees.known(node) || giver(node.getInput(0)).isPresent()) return Optional.empty();
    return ForeignTrees.read(node, doubles(), index(positive), width, missing)
        .flatMap(trees -> linked(trees, sigmoid));
  }

  private static Optional<Fitted> linked(Ensemble trees, boolean sigmoid) {
    if (!sigmoid) return Optional.of(trees);
    return trees.link() == Ensemble.Link.IDENTITY
        ? Optional.of(
            new Ensemble(trees.width(), trees.base(), Ensemble.Link.LOGISTIC, trees.trees()))
        : Optional.empty();
  }

  /** The node that gives a tensor, without those that only pass it on; empty for the input. */
  private Optional<NodeProto> giver(String tensor) {
    String wanted = tensor;
    for (int steps = 0; steps <= graph.getNodeCount(); steps++) {
      if (wanted.equals(input.getName())) return Optional.empty();
      String name = wanted;
      NodeProto found =
          graph.getNodeList().stream()
              .filter(n -> n.getOutputList().contains(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("a tensor comes from nowhere"));
      if (!PASSING.contains(found.getOpType())) return Optional.of(found);
      wanted = found.getInput(0);
    }
    throw new IllegalArgumentException("its nodes go in a circle");
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
