package io.sluice.score;

import java.util.function.IntConsumer;

/** Reasons of single rows; here, because only this room knows them. */
public final class ShapBench {
  private ShapBench() {}

  /** Explains one of the encoded rows at each call. */
  public static IntConsumer explainer(Fitted fitted, double[] rows, int stride) {
    Shap shap = Shap.of(fitted, null).orElseThrow();
    double[] contributions = new double[fitted.width()];
    return row -> shap.explain(rows, row * stride, contributions);
  }
}
