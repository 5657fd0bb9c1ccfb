package io.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CellTestsTest {
  @Test
  void aPatternThatNeverEndsDoesNotMatch() {
    assertThat(CellTests.pattern(Pattern.compile("(a+)+b")).test("a".repeat(60))).isFalse();
    assertThat(CellTests.pattern(Pattern.compile("(a|b)*")).test("ab".repeat(40_000))).isFalse();
  }

  @Test
  void aPatternMatchesTheWholeText() {
    assertThat(CellTests.pattern(Pattern.compile("[A-Z]{3}")).test("ABC")).isTrue();
    assertThat(CellTests.pattern(Pattern.compile("[A-Z]{3}")).test("ABCD")).isFalse();
  }

  @Test
  void decimalStepsAreMultiplesInSpiteOfBinaryFractions() {
    var cents = CellTests.multipleOf(0.01);
    assertThat(cents.test(0.07)).isTrue();
    assertThat(cents.test(123456.78)).isTrue();
    assertThat(cents.test(0.075)).isFalse();
  }

  @Test
  void lengthsAreCountedInCharactersAsPeopleSeeThem() {
    assertThat(CellTests.length(1, 1).test("\uD83D\uDE00")).isTrue();
  }
}
