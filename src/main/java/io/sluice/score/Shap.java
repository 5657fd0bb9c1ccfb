package io.sluice.score;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits a score into what each number of the encoded row contributes to it: Shapley values
 * (Lundberg and Lee 2017) on the scale on which the model adds up, before its link. They add up to
 * the difference between this row and the {@link #expected} sum.
 */
sealed interface Shap permits TreeShap, LinearShap {

  /** The sum when nothing of a row is known. */
  double expected();

  /**
   * @param rows encoded, the wanted one from {@code start} on
   * @param contributions as wide as the model, overwritten
   */
  void explain(double[] rows, int start, double[] contributions);

  /**
   * Empty when the model does not carry what is needed for it.
   *
   * @param averages of the encoded training rows; null when they are not known
   */
  static Optional<Shap> of(Fitted fitted, double @Nullable [] averages) {
    return switch (fitted) {
      case Ensemble ensemble ->
          ensemble.trees().stream().allMatch(Tree::covered)
              ? Optional.of(new TreeShap(ensemble))
              : Optional.empty();
      case Linear linear ->
          averages == null || averages.length != linear.width()
              ? Optional.empty()
              : Optional.of(new LinearShap(linear, averages));
      case Foreign foreign -> Optional.empty();
    };
  }
}
