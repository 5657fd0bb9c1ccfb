package io.sluice.score;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sluice.data.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one feature becomes numbers; fitted on the training rows, kept in the artifact. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Encoding.Numeric.class, name = "numeric"),
  @JsonSubTypes.Type(value = Encoding.Codes.class, name = "codes"),
  @JsonSubTypes.Type(value = Encoding.OneHot.class, name = "one-hot")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Encoding {
  /** The feature's column. */
  String column();

  Type type();

  /** How many numbers it becomes. */
  @JsonIgnore
  int width();

  /**
   * {@code (value - shift) × scale}.
   *
   * @param fill stands for a missing value; null refuses the row
   * @param open whether a missing value is left to the model, as NaN
   */
  record Numeric(
      String column,
      Type type,
      @Nullable Double fill,
      double shift,
      double scale,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean open)
      implements Encoding {

    /** Of which the model sees no missing value. */
    public Numeric(String column, Type type, @Nullable Double fill, double shift, double scale) {
      this(column, type, fill, shift, scale, false);
    }

    public Numeric {
      if (!type.numeric()) throw new IllegalArgumentException(column + " is no number");
      boolean finite = Double.isFinite(shift) && Double.isFinite(scale);
      if (!finite || (fill != null && !Double.isFinite(fill)))
        throw new IllegalArgumentException("the encoding of " + column + " is not finite");
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * One number a category: its rank by the share of positives in the training rows. For a binary
   * target a tree's best split over all subsets of the categories is then one threshold (Breiman,
   * Friedman, Olshen, Stone: Classification and Regression Trees, 1984, section 4.2).
   *
   * @param missing code of a missing value; null refuses the row
   * @param other code of a category that training did not see; null refuses the row
   */
  record Codes(
      String column,
      List<String> levels,
      List<Double> codes,
      @Nullable Double missing,
      @Nullable Double other)
      implements Encoding {
    public Codes {
      levels = List.copyOf(levels);
      codes = List.copyOf(codes);
      if (levels.size() != codes.size())
        throw new IllegalArgumentException("each category of " + column + " needs one code");
    }

    @Override
    public Type type() {
      return Type.TEXT;
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * One column a category, then one for a missing value; a category that training did not see is
   * zero in all of them.
   *
   * @param missing whether a missing value is scored, else it refuses the row
   * @param other whether an unseen category is scored, else it refuses the row
   */
  record OneHot(String column, List<String> levels, boolean missing, boolean other)
      implements Encoding {
    public OneHot {
      levels = List.copyOf(levels);
    }

    @Override
    public Type type() {
      return Type.TEXT;
    }

    @Override
    public int width() {
      return levels.size() + 1;
    }
  }
}
