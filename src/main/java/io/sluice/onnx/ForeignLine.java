package io.sluice.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.sluice.score.Linear;
import java.util.Optional;
import java.util.function.Function;

/**
 * Logistic regression as scikit-learn's converter writes it, a {@code LinearClassifier} with or
 * without a {@code Scaler} before; turned into ours. Empty for what is none.
 */
final class ForeignLine {
  static final String OPERATOR = "LinearClassifier";
  private static final String SCALER = "Scaler";

  private ForeignLine() {}

  /**
   * @param index of the class whose probability is wanted
   * @param before the node that gives an input; empty when it is the graph's own
   */
  static Optional<Linear> read(
      NodeProto node, int index, int width, Function<String, Optional<NodeProto>> before) {
    if (!text(node, "post_transform").equals("LOGISTIC")) return Optional.empty();
    double[] coefficients = floats(node, "coefficients");
    double[] intercepts = floats(node, "intercepts");
    int classes = intercepts.length;
    if (classes < 1 || classes > 2 || coefficients.length != classes * width)
      return Optional.empty();
    // One line is for the second class; the probability of the first is the rest.
    double sign = classes == 1 && index == 0 ? -1 : 1;
    int line = classes == 1 ? 0 : index;
    double[] weights = new double[width];
    for (int i = 0; i < width; i++) weights[i] = sign * coefficients[line * width + i];
    double intercept = sign * intercepts[line];
    Optional<NodeProto> scaler = before.apply(node.getInput(0));
    if (scaler.isEmpty()) return Optional.of(new Linear(weights, intercept));
    if (!scaler.get().getOpType().equals(SCALER)
        || before.apply(scaler.get().getInput(0)).isPresent()) return Optional.empty();
    return scaled(weights, intercept, scaler.get());
  }

  /** {@code (x - offset) × scale} is part of the line. */
  private static Optional<Linear> scaled(double[] weights, double intercept, NodeProto scaler) {
    double[] offset = floats(scaler, "offset");
    double[] scale = floats(scaler, "scale");
    if (offset.length != weights.length || scale.length != weights.length) return Optional.empty();
    double start = intercept;
    double[] folded = new double[weights.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = weights[i] * scale[i];
      start -= folded[i] * offset[i];
    }
    return Optional.of(new Linear(folded, start));
  }

  private static String text(NodeProto node, String name) {
    return GraphReader.has(node, name)
        ? GraphReader.attribute(node, name).getS().toStringUtf8()
        : "NONE";
  }

  private static double[] floats(NodeProto node, String name) {
    if (!GraphReader.has(node, name)) return new double[0];
    return GraphReader.attribute(node, name).getFloatsList().stream()
        .mapToDouble(Float::doubleValue)
        .toArray();
  }
}
