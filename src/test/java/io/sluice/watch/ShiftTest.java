package io.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShiftTest {

  @Test
  void givesTheIndexOfATextbook() {
    // Shares .2 .3 .5 against .3 .3 .4: (.1)ln(1.5) + 0 + (-.1)ln(.8) = .06286, with large counts.
    long[] before = {200_000, 300_000, 500_000};
    long[] now = {300_000, 300_000, 400_000};
    assertThat(Shift.psi(before, now)).isCloseTo(.062861, within(1e-4));
    assertThat(Shift.ks(before, now, 0)).isCloseTo(.1, within(1e-12));
  }

  @Test
  void isFiniteWhereABinIsEmptyAndNothingWhereNoRowWasCounted() {
    assertThat(Shift.psi(new long[] {1_000, 0}, new long[] {0, 1_000})).isBetween(10.0, 20.0);
    assertThat(Shift.psi(new long[] {5, 5}, new long[2])).isZero();
    assertThat(Shift.ks(new long[] {5, 5}, new long[2], 0)).isZero();
  }

  @Property(tries = 200)
  void ofASetWithItselfIsNothing(
      @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 100_000) Long> rows) {
    long[] counts = rows.stream().mapToLong(row -> row).toArray();
    assertThat(Shift.psi(counts, counts)).isCloseTo(0, within(1e-12));
    assertThat(Shift.ks(counts, counts, 0)).isCloseTo(0, within(1e-12));
  }

  @Property(tries = 200)
  void isNeverNegative(@ForAll @Size(12) List<@LongRange(min = 0, max = 100_000) Long> rows) {
    long[] counts = rows.stream().mapToLong(row -> row).toArray();
    long[] before = Arrays.copyOf(counts, 6);
    long[] now = Arrays.copyOfRange(counts, 6, 12);
    assertThat(Shift.psi(before, now)).isGreaterThanOrEqualTo(-1e-12);
    assertThat(Shift.ks(before, now, 0)).isBetween(0.0, 1.0 + 1e-9);
  }
}
