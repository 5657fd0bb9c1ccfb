package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.sluice.score.ModelName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to be: {@code config/models/<name>.yaml}.
 *
 * @param contract of the records that it is trained on and scores
 * @param missing what to do with missing values unless a feature says otherwise
 * @param unknown what to do with unseen categories unless a feature says otherwise
 * @param seed of every random choice
 */
public record ModelSpec(
    ModelName name,
    String contract,
    Target target,
    List<Feature> features,
    MissingValues missing,
    Unknown unknown,
    Algorithm algorithm,
    long seed,
    Split split,
    Floor floor) {

  public ModelSpec {
    needed(name, "name");
    needed(contract, "contract");
    needed(target, "target");
    needed(algorithm, "algorithm");
    needed(features, "features");
    features = List.copyOf(features);
    if (features.isEmpty()) throw new IllegalArgumentException("features: at least one is needed");
    long different = features.stream().map(Feature::column).distinct().count();
    if (different < features.size())
      throw new IllegalArgumentException("features: a column is named twice");
    missing = Objects.requireNonNullElse(missing, MissingValues.REFUSED);
    unknown = Objects.requireNonNullElse(unknown, Unknown.REFUSE);
    split = Objects.requireNonNullElse(split, new Split(0.3, Split.RANDOM));
    floor = Objects.requireNonNullElse(floor, new Floor(0.5));
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

  /** A column to learn from: its name alone, or with policies of its own. */
  public record Feature(String column, @Nullable Missing missing, @Nullable Unknown unknown) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Feature {
      needed(column, "column");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Feature named(String column) {
      return new Feature(column, null, null);
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
  }

  /**
   * @param auc area under the ROC curve on the hold-out that a version needs at least
   */
  public record Floor(double auc) {
    public Floor {
      if (!(auc >= 0 && auc <= 1)) throw new IllegalArgumentException("auc is from 0 to 1");
    }
  }

  private static void needed(@Nullable Object value, String name) {
    if (value == null) throw new IllegalArgumentException(name + " is missing");
  }
}
