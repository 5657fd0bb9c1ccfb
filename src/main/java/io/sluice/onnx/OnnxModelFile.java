package io.sluice.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.score.Ensemble;
import io.sluice.score.Fitted;
import io.sluice.score.Foreign;
import io.sluice.score.Linear;
import io.sluice.score.ModelFile;

/**
 * Fitted models as ONNX graphs: input {@code features} (double, rows × encoded width), output
 * {@code probability} (rows × 1). Trees are a {@code TreeEnsembleRegressor} of {@code ai.onnx.ml} 3
 * whose thresholds, leaf values and base are double tensors, so nothing is rounded in the file;
 * lines are a {@code Gemm}; either is followed by a {@code Sigmoid} or {@code Exp} where the model
 * has that link.
 */
final class OnnxModelFile implements ModelFile {
  static final String FEATURES = "features";
  static final String PROBABILITY = "probability";

  @Override
  public byte[] write(Fitted fitted) {
    GraphWriter graph = new GraphWriter(fitted.width());
    switch (fitted) {
      case Ensemble ensemble -> TreeNode.write(ensemble, graph);
      case Linear linear -> LineNode.write(linear, graph);
      case Foreign foreign -> {
        return foreign.graph();
      }
    }
    return graph.model().toByteArray();
  }

  @Override
  public Fitted read(byte[] bytes) {
    if (bytes.length > LIMIT)
      throw damaged("it has %,d bytes, more than %,d".formatted(bytes.length, LIMIT));
    try {
      OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(bytes);
      if (stored(model)) return RuntimeModel.of(model, bytes);
      GraphReader graph = new GraphReader(model.getGraph());
      return graph.has(TreeNode.OPERATOR) ? TreeNode.read(graph) : LineNode.read(graph);
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedFile("the model file is damaged: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new DamagedFile("the model file is damaged: " + e.getMessage(), e);
    }
  }

  private static boolean stored(OnnxMl.ModelProto model) {
    return model.getMetadataPropsList().stream()
        .anyMatch(p -> p.getKey().equals(ForeignGraph.COLUMN));
  }

  @Override
  public Opened open(byte[] bytes, String positive, int width, boolean missing) {
    if (bytes.length > LIMIT)
      throw damaged("it has %,d bytes, more than %,d".formatted(bytes.length, LIMIT));
    try {
      ForeignGraph graph = new ForeignGraph(OnnxMl.ModelProto.parseFrom(bytes));
      RuntimeModel runtime = graph.runtime(positive, width);
      Fitted fitted = graph.known(positive, width, missing).orElse(runtime);
      return new Opened(fitted, runtime, graph.producer());
    } catch (InvalidProtocolBufferException e) {
      throw damaged("it is no ONNX graph, or not all of one");
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private static DamagedFile damaged(String message) {
    return new DamagedFile(
        "the model file is refused: " + message, new IllegalArgumentException(message));
  }
}
