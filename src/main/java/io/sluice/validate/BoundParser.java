package io.sluice.validate;

import io.sluice.data.Places;
import io.sluice.validate.SetRule.Bound;
import io.sluice.validate.SetRule.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the comparison of a quality rule: exactly one of the standard's operators. */
final class BoundParser {
  private BoundParser() {}

  /**
   * @param metric of a library rule, which tolerates nothing when it names no operator; null for
   *     SQL, which must name one
   */
  static Bound read(ContractFile.Quality quality, Places.At at, @Nullable Metric metric) {
    List<Bound> found = new ArrayList<>();
    add(found, Operator.BE, quality.mustBe());
    add(found, Operator.NOT_BE, quality.mustNotBe());
    add(found, Operator.GREATER, quality.mustBeGreaterThan());
    add(found, Operator.AT_LEAST, quality.mustBeGreaterOrEqualTo());
    add(found, Operator.LESS, quality.mustBeLessThan());
    add(found, Operator.AT_MOST, quality.mustBeLessOrEqualTo());
    add(found, Operator.BETWEEN, quality.mustBeBetween(), at.in("mustBeBetween"));
    add(found, Operator.NOT_BETWEEN, quality.mustNotBeBetween(), at.in("mustNotBeBetween"));
    if (found.isEmpty() && metric != null && metric != Metric.ROWS)
      return new Bound(Operator.BE, 0, 0);
    if (found.size() != 1)
      throw at.error(
          "exactly one of mustBe, mustNotBe, mustBeGreaterThan, mustBeGreaterOrEqualTo,"
              + " mustBeLessThan, mustBeLessOrEqualTo, mustBeBetween, mustNotBeBetween is needed");
    return found.getFirst();
  }

  private static void add(List<Bound> found, Operator operator, @Nullable Double value) {
    if (value != null) found.add(new Bound(operator, value, value));
  }

  private static void add(
      List<Bound> found, Operator operator, @Nullable List<Double> pair, Places.At at) {
    if (pair == null) return;
    if (pair.size() != 2 || pair.get(0) > pair.get(1))
      throw at.error("two numbers are needed, the smaller one first, for example [1, 10]");
    found.add(new Bound(operator, pair.get(0), pair.get(1)));
  }
}
