package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.sluice.score.Foreign;
import io.sluice.score.ForeignKernel;
import java.util.Arrays;

/**
 * A graph for ONNX Runtime with its score as the only output.
 *
 * @param graph as it is stored
 * @param width numbers that a row has
 * @param doubles whether it takes doubles, else floats
 */
record RuntimeModel(byte[] graph, int width, boolean doubles) implements Foreign {

  /** As {@link ForeignGraph#runtime} made it. */
  static RuntimeModel of(ModelProto model, byte[] bytes) {
    String noted =
        model.getMetadataPropsList().stream()
            .filter(p -> p.getKey().equals(ForeignGraph.WIDTH))
            .map(StringStringEntryProto::getValue)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("it does not say how wide a row is"));
    return new RuntimeModel(bytes, Integer.parseInt(noted), new ForeignGraph(model).doubles());
  }

  @Override
  public ForeignKernel kernel() {
    return new RuntimeKernel(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuntimeModel model
        && width == model.width
        && Arrays.equals(graph, model.graph);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(graph);
  }

  @Override
  public String toString() {
    return "Graph of " + graph.length + " bytes for ONNX Runtime";
  }
}
