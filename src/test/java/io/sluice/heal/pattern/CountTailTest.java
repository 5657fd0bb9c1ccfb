package io.sluice.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CountTailTest {

  /** 1 - e^-2 (1 + 2 + 2). */
  @Test
  void isThatOfPoisson() {
    assertThat(CountTail.atLeast(3, 2, 1)).isCloseTo(1 - Math.exp(-2) * 5, within(1e-12));
  }

  /** Mean 2 and variance 4: size 2, chance of success 1/2, so P(X < 2) = 1/4 + 2/8. */
  @Test
  void isThatOfTheNegativeBinomialWhereCountsVaryMore() {
    assertThat(CountTail.atLeast(2, 2, 2)).isCloseTo(.5, within(1e-12));
  }

  @Test
  void tellsTailsThatDoublesRoundToOneApart() {
    assertThat(CountTail.atLeast(60, 5, 1)).isBetween(1e-60, 1e-35);
  }

  @Property
  void fallsAsTheCountGrowsAndRisesWithTheDispersion(
      @ForAll @IntRange(min = 0, max = 500) int count,
      @ForAll @DoubleRange(min = .5, max = 300) double mean,
      @ForAll @DoubleRange(min = 1.1, max = 5) double dispersion) {
    double chance = CountTail.atLeast(count, mean, dispersion);
    assertThat(chance).isBetween(0d, 1d);
    assertThat(CountTail.atLeast(count + 1, mean, dispersion)).isLessThanOrEqualTo(chance);
    if (count > mean + 3 * Math.sqrt(mean) + 3)
      assertThat(CountTail.atLeast(count, mean, 1)).isLessThanOrEqualTo(chance);
  }
}
