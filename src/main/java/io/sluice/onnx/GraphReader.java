package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.util.List;

/** Reads the parts of a graph; what is not there or not as it should be is an error. */
final class GraphReader {
  private final GraphProto graph;

  GraphReader(GraphProto graph) {
    this.graph = graph;
  }

  boolean has(String operator) {
    return graph.getNodeList().stream().anyMatch(n -> n.getOpType().equals(operator));
  }

  NodeProto node(String operator) {
    return graph.getNodeList().stream()
        .filter(n -> n.getOpType().equals(operator))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it has no node " + operator));
  }

  /** Width of the input. */
  int width() {
    if (graph.getInputCount() != 1)
      throw new IllegalArgumentException("it has %d inputs".formatted(graph.getInputCount()));
    var shape = graph.getInput(0).getType().getTensorType().getShape();
    long width = shape.getDimCount() == 2 ? shape.getDim(1).getDimValue() : 0;
    if (width < 1 || width > 1_000_000)
      throw new IllegalArgumentException("its input is %d wide".formatted(width));
    return (int) width;
  }

  double[] initializer(String name) {
    return graph.getInitializerList().stream()
        .filter(t -> t.getName().equals(name))
        .findFirst()
        .map(GraphReader::doubles)
        .orElseThrow(() -> new IllegalArgumentException("it has no tensor " + name));
  }

  static boolean has(NodeProto node, String attribute) {
    return node.getAttributeList().stream().anyMatch(a -> a.getName().equals(attribute));
  }

  static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(a -> a.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("it has no attribute " + name));
  }

  static List<Long> integers(NodeProto node, String name) {
    return attribute(node, name).getIntsList();
  }

  static double[] numbers(NodeProto node, String name) {
    return doubles(attribute(node, name).getT());
  }

  /** Of a tensor of doubles, in either of the forms that the standard has. */
  static double[] doubles(TensorProto tensor) {
    if (tensor.getDoubleDataCount() > 0)
      return tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
    var bytes = tensor.getRawData();
    if (tensor.getDataType() != TensorProto.DataType.DOUBLE.getNumber() || bytes.size() % 8 != 0)
      throw new IllegalArgumentException("tensor " + tensor.getName() + " holds no doubles");
    double[] values = new double[bytes.size() / 8];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
