package io.sluice.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says which features pushed a score most; immutable and thread-safe. */
public final class Reasons {
  private final Shap shap;
  private final List<String> features;
  private final List<ReasonWords> words;

  /** Which feature each number of the encoded row belongs to. */
  private final int[] owner;

  private Reasons(Shap shap, List<Encoding> encodings, Map<String, ReasonWords> words) {
    this.shap = shap;
    this.features = encodings.stream().map(Encoding::column).toList();
    this.words = features.stream().map(f -> words.getOrDefault(f, ReasonWords.plain(f))).toList();
    this.owner =
        IntStream.range(0, encodings.size())
            .flatMap(i -> IntStream.generate(() -> i).limit(encodings.get(i).width()))
            .toArray();
  }

  /**
   * Empty when the model does not carry what reasons are made of: rows that passed each node of its
   * trees, or averages of its inputs.
   *
   * @param averages of the encoded training rows, as wide as the model; null when unknown
   * @param words by feature; others get plain ones
   */
  public static Optional<Reasons> of(
      Fitted fitted,
      List<Encoding> encodings,
      @Nullable List<Double> averages,
      Map<String, ReasonWords> words) {
    double[] means =
        averages == null ? null : averages.stream().mapToDouble(Double::doubleValue).toArray();
    return Shap.of(fitted, means).map(shap -> new Reasons(shap, encodings, words));
  }

  /**
   * The features that pushed most, either way; those that did not push are left out.
   *
   * @param rows encoded, the wanted one from {@code start} on
   */
  List<Reason> top(double[] rows, int start, int most) {
    double[] numbers = new double[owner.length];
    shap.explain(rows, start, numbers);
    double[] pushes = new double[features.size()];
    for (int i = 0; i < numbers.length; i++) pushes[owner[i]] += numbers[i];
    List<Reason> reasons = new ArrayList<>();
    IntStream.range(0, pushes.length)
        .boxed()
        .filter(i -> pushes[i] != 0)
        .sorted(Comparator.comparingDouble(i -> -Math.abs(pushes[i])))
        .limit(most)
        .forEach(
            i -> reasons.add(new Reason(features.get(i), pushes[i], words.get(i).of(pushes[i]))));
    return reasons;
  }

  /** What the contributions start from. */
  double expected() {
    return shap.expected();
  }

  @Override
  public String toString() {
    return "Reasons of " + Arrays.toString(features.toArray());
  }
}
