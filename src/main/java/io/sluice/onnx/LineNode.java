package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sluice.score.Linear;

/** Logistic regression as {@code Gemm} and {@code Sigmoid}. */
final class LineNode {
  private static final String WEIGHTS = "weights";
  private static final String INTERCEPT = "intercept";

  private LineNode() {}

  static void write(Linear linear, GraphWriter graph) {
    graph.add(GraphWriter.tensor(WEIGHTS, linear.weights(), linear.width(), 1));
    graph.add(GraphWriter.tensor(INTERCEPT, new double[] {linear.intercept()}, 1));
    graph.add(
        NodeProto.newBuilder()
            .setOpType("Gemm")
            .addInput(OnnxModelFile.FEATURES)
            .addInput(WEIGHTS)
            .addInput(INTERCEPT)
            .addOutput("sum"));
    graph.link("Sigmoid", "sum");
    graph.output(TensorProto.DataType.DOUBLE);
  }

  static Linear read(GraphReader graph) {
    graph.node("Gemm");
    graph.node("Sigmoid");
    double[] weights = graph.initializer(WEIGHTS);
    double[] intercept = graph.initializer(INTERCEPT);
    if (weights.length != graph.width() || intercept.length != 1)
      throw new IllegalArgumentException("its weights do not fit its input");
    return new Linear(weights, intercept[0]);
  }
}
