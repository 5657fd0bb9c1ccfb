package io.sluice.onnx;

/** A graph could not be run on some rows. */
final class GraphFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GraphFailed(Throwable cause) {
    super("ONNX Runtime could not score", cause);
  }
}
