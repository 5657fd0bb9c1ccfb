package io.sluice.onnx;

import io.sluice.score.ModelFile;

/** The real file format for tests of other rooms. */
public final class ModelFiles {
  private ModelFiles() {}

  public static ModelFile onnx() {
    return new OnnxModelFile();
  }
}
