package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds the graph of one model. */
final class GraphWriter {
  static final String ML = "ai.onnx.ml";
  private static final long ML_VERSION = 3;
  private static final long OPERATORS_VERSION = 15;
  private static final long FORMAT_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("sluice");
  private final int width;

  GraphWriter(int width) {
    this.width = width;
  }

  void add(NodeProto.Builder node) {
    graph.addNode(node);
  }

  void add(TensorProto tensor) {
    graph.addInitializer(tensor);
  }

  /** Says what the graph gives. */
  void output(TensorProto.DataType type) {
    graph
        .addInput(info(OnnxModelFile.FEATURES, TensorProto.DataType.DOUBLE, width))
        .addOutput(info(OnnxModelFile.PROBABILITY, type, 1));
  }

  /** From the sum to the score. */
  void link(String operator, String input) {
    add(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addInput(input)
            .addOutput(OnnxModelFile.PROBABILITY));
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT_VERSION)
        .setProducerName("sluice")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS_VERSION))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_VERSION))
        .setGraph(graph)
        .build();
  }

  static TensorProto tensor(String name, double[] values, long... dimensions) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) bytes.putDouble(value);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.DOUBLE.getNumber())
            .setRawData(ByteString.copyFrom(bytes.flip()));
    for (long dimension : dimensions) tensor.addDims(dimension);
    return tensor.build();
  }

  static AttributeProto attribute(String name, double[] values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(tensor(name, values, values.length))
        .build();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private static ValueInfoProto info(String name, TensorProto.DataType type, int columns) {
    var shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
