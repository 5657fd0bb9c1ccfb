package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.sluice.data.Nearest;
import io.sluice.score.ModelName;
import io.sluice.score.ReasonWords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to be: {@code config/models/<name>.yaml}.
 *
 * @param contract of the records that it is trained on and scores
 * @param target null for an algorithm that needs no answers
 * @param missing what to do with missing values unless a feature says otherwise
 * @param unknown what to do with unseen categories unless a feature says otherwise
 * @param seed of every random choice
 * @param monitoring thresholds of a released version
 * @param approval which versions a person has to agree to
 * @param cutoffs scores from which a row counts as positive, for the confusion matrices
 * @param slices columns of the contract by whose values the version is measured apart; they need
 *     not be features
 * @param classWeights null for classes that count the same
 * @param search null to take the algorithm as it is
 * @param reasons how the push of a feature is worded; features that are not named get plain words
 * @param limits of use, for the model card; empty when nothing is said
 */
public record ModelSpec(
    ModelName name,
    String contract,
    @Nullable Target target,
    List<Feature> features,
    MissingValues missing,
    Unknown unknown,
    Algorithm algorithm,
    long seed,
    Split split,
    Floor floor,
    List<Double> cutoffs,
    List<String> slices,
    @Nullable ClassWeights classWeights,
    @Nullable SearchBudget search,
    Map<String, ReasonWords> reasons,
    String limits,
    Approval approval,
    Monitoring monitoring) {
  private static final double CUTOFF = 0.5;

  public ModelSpec {
    needed(name, "name");
    needed(contract, "contract");
    needed(algorithm, "algorithm");
    if (!algorithm.unsupervised()) needed(target, "target");
    if (algorithm instanceof Algorithm.Imported && search != null)
      throw new IllegalArgumentException("search: an imported model is fitted already");
    if (target == null && search != null)
      throw new IllegalArgumentException("search: without a target there is nothing to choose by");
    needed(features, "features");
    features = List.copyOf(features);
    if (features.isEmpty()) throw new IllegalArgumentException("features: at least one is needed");
    different("features", features.stream().map(Feature::column).toList());
    missing = Objects.requireNonNullElse(missing, MissingValues.REFUSED);
    unknown = Objects.requireNonNullElse(unknown, Unknown.REFUSE);
    split = Objects.requireNonNullElse(split, new Split(0.3, Split.RANDOM));
    floor = Objects.requireNonNullElse(floor, new Floor(0.5));
    cutoffs = List.copyOf(Objects.requireNonNullElse(cutoffs, List.of(CUTOFF)));
    slices = List.copyOf(Objects.requireNonNullElse(slices, List.of()));
    approval = Objects.requireNonNullElse(approval, Approval.ALWAYS);
    monitoring = Objects.requireNonNullElse(monitoring, Monitoring.USUAL);
    reasons = Map.copyOf(Objects.requireNonNullElse(reasons, Map.of()));
    List<String> named = features.stream().map(Feature::column).toList();
    for (String reason : reasons.keySet())
      if (!named.contains(reason))
        throw new IllegalArgumentException(
            "reasons: '%s' is no feature; nearest: %s"
                .formatted(reason, String.join(", ", Nearest.to(reason, named))));
    limits = Objects.requireNonNullElse(limits, "");
    for (double cutoff : cutoffs)
      if (!(cutoff >= 0 && cutoff <= 1))
        throw new IllegalArgumentException("cutoffs: %s is not from 0 to 1".formatted(cutoff));
    different("cutoffs", cutoffs);
    different("slices", slices);
    if (classWeights != null && !algorithm.weighable())
      throw new IllegalArgumentException(
          "classWeights: this algorithm takes none, a random-forest does; leave them out and move"
              + " the cut-off instead");
  }

  /**
   * What is to be predicted.
   *
   * @param positive the value whose probability is the score, as text
   */
  public record Target(String column, String positive) {
    public Target {
      needed(column, "target.column");
      needed(positive, "target.positive");
    }

    @Override
    public String toString() {
      return column + " = " + positive;
    }
  }

  /**
   * A column to learn from: its name alone, or with policies of its own.
   *
   * @param codes the number that an imported model takes for each category; null for all others
   */
  public record Feature(
      String column,
      @Nullable Missing missing,
      @Nullable Unknown unknown,
      @Nullable Map<String, Double> codes) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Feature {
      needed(column, "column");
      codes = codes == null ? null : Map.copyOf(codes);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Feature named(String column) {
      return new Feature(column, null, null, null);
    }
  }

  /** Missing values in numbers and in categories. */
  public record MissingValues(Missing number, Missing category) {
    static final MissingValues REFUSED = new MissingValues(Missing.REFUSE, Missing.REFUSE);

    public MissingValues {
      number = Objects.requireNonNullElse(number, Missing.REFUSE);
      category = Objects.requireNonNullElse(category, Missing.REFUSE);
    }
  }

  /**
   * Which rows are kept back to measure the model.
   *
   * @param holdout their share, above 0 and below 1
   * @param by {@value #RANDOM}, or a column of time: then the latest rows are kept back
   */
  public record Split(double holdout, String by) {
    static final String RANDOM = "random";

    public Split {
      by = Objects.requireNonNullElse(by, RANDOM);
      if (!(holdout > 0 && holdout < 1))
        throw new IllegalArgumentException("holdout is above 0 and below 1, for example 0.3");
    }

    boolean random() {
      return by.equals(RANDOM);
    }
  }

  /**
   * @param auc area under the ROC curve on the hold-out that a version needs at least
   */
  public record Floor(double auc) {
    public Floor {
      if (!(auc >= 0 && auc <= 1)) throw new IllegalArgumentException("auc is from 0 to 1");
    }
  }

  private static void different(String name, List<?> values) {
    if (values.stream().distinct().count() < values.size())
      throw new IllegalArgumentException(name + ": one is named twice");
  }

  private static void needed(@Nullable Object value, String name) {
    if (value == null) throw new IllegalArgumentException(name + " is missing");
  }
}
