package io.sluice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How a model is fitted: the {@code algorithm} of a model spec with its hyperparameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Algorithm.RandomForest.class, name = "random-forest"),
  @JsonSubTypes.Type(value = Algorithm.GradientBoosting.class, name = "gradient-boosting"),
  @JsonSubTypes.Type(value = Algorithm.LogisticRegression.class, name = "logistic-regression"),
  @JsonSubTypes.Type(value = Algorithm.IsolationForest.class, name = "isolation-forest"),
  @JsonSubTypes.Type(value = Algorithm.Imported.class, name = "imported")
})
public sealed interface Algorithm {

  /** Whether categories become one column a level and numbers are standardised. */
  default boolean linear() {
    return this instanceof LogisticRegression;
  }

  /** Whether it learns what is usual, without an answer for any row. */
  default boolean unsupervised() {
    return this instanceof IsolationForest;
  }

  /** Whether the classes can be given weights. */
  default boolean weighable() {
    return this instanceof RandomForest;
  }

  /** How many parts a fitting has that are told as they are done. */
  default int steps() {
    return switch (this) {
      case RandomForest forest -> forest.trees();
      case GradientBoosting boosting -> boosting.trees();
      case LogisticRegression regression -> 1;
      case IsolationForest forest -> forest.trees();
      case Imported imported -> 1;
    };
  }

  /**
   * Random forest (Breiman 2001).
   *
   * @param depth greatest depth of a tree
   * @param nodeSize smallest number of training rows in a leaf
   * @param columns features tried at a split; 0 for the square root of all
   */
  record RandomForest(int trees, int depth, int nodeSize, int columns) implements Algorithm {
    public RandomForest {
      within("trees", trees, 1, 2_000);
      within("depth", depth, 2, 60);
      within("nodeSize", nodeSize, 1, 1_000_000);
      within("columns", columns, 0, 10_000);
    }

    @JsonCreator
    static RandomForest of(
        @JsonProperty("trees") @Nullable Integer trees,
        @JsonProperty("depth") @Nullable Integer depth,
        @JsonProperty("nodeSize") @Nullable Integer nodeSize,
        @JsonProperty("columns") @Nullable Integer columns) {
      return new RandomForest(
          given(trees, 100), given(depth, 20), given(nodeSize, 5), given(columns, 0));
    }
  }

  /**
   * Gradient boosting with logistic loss (Friedman 2001).
   *
   * @param leaves most leaves of a tree
   * @param rate share of each tree's answer that is added, above 0 up to 1
   * @param sample share of the rows that each tree sees, above 0 up to 1
   */
  record GradientBoosting(
      int trees, int depth, int leaves, int nodeSize, double rate, double sample)
      implements Algorithm {
    public GradientBoosting {
      within("trees", trees, 1, 5_000);
      within("depth", depth, 2, 60);
      within("leaves", leaves, 2, 10_000);
      within("nodeSize", nodeSize, 1, 1_000_000);
      share("rate", rate);
      share("sample", sample);
    }

    @JsonCreator
    static GradientBoosting of(
        @JsonProperty("trees") @Nullable Integer trees,
        @JsonProperty("depth") @Nullable Integer depth,
        @JsonProperty("leaves") @Nullable Integer leaves,
        @JsonProperty("nodeSize") @Nullable Integer nodeSize,
        @JsonProperty("rate") @Nullable Double rate,
        @JsonProperty("sample") @Nullable Double sample) {
      return new GradientBoosting(
          given(trees, 200),
          given(depth, 6),
          given(leaves, 16),
          given(nodeSize, 20),
          rate == null ? 0.05 : rate,
          sample == null ? 0.7 : sample);
    }
  }

  /**
   * Logistic regression on standardised features.
   *
   * @param lambda weight of the squared coefficients, from 0
   */
  record LogisticRegression(double lambda, int iterations) implements Algorithm {
    public LogisticRegression {
      if (!(lambda >= 0 && lambda < 1e6))
        throw new IllegalArgumentException("lambda is " + lambda + ", a number from 0 is right");
      within("iterations", iterations, 1, 10_000);
    }

    @JsonCreator
    static LogisticRegression of(
        @JsonProperty("lambda") @Nullable Double lambda,
        @JsonProperty("iterations") @Nullable Integer iterations) {
      return new LogisticRegression(lambda == null ? 0.1 : lambda, given(iterations, 500));
    }
  }

  /**
   * Isolation forest (Liu, Ting and Zhou 2008) for records that are unlike the others.
   *
   * @param sample rows that each tree sees
   */
  record IsolationForest(int trees, int sample) implements Algorithm {
    public IsolationForest {
      within("trees", trees, 1, 2_000);
      within("sample", sample, 8, 65_536);
    }

    @JsonCreator
    static IsolationForest of(
        @JsonProperty("trees") @Nullable Integer trees,
        @JsonProperty("sample") @Nullable Integer sample) {
      return new IsolationForest(given(trees, 100), given(sample, 256));
    }
  }

  /** Fitted by another tool and brought as an ONNX graph. */
  record Imported() implements Algorithm {}

  private static int given(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most)
      throw new IllegalArgumentException(
          "%s is %d, from %d to %d is right".formatted(name, value, least, most));
  }

  private static void share(String name, double value) {
    if (!(value > 0 && value <= 1))
      throw new IllegalArgumentException(
          "%s is %s, above 0 up to 1 is right".formatted(name, value));
  }
}
