package io.sluice.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.heal.pattern.NormalMonth.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a month of normal operation looks like to whoever is alarmed. */
@Execution(ExecutionMode.CONCURRENT)
class NormalMonthTest {
  private static final int WEEKS = 4;
  private static final int MONTHS = 6;

  @Test
  void raisesLessThanOneFalseAlarmAWeek() {
    int alarms = 0;
    for (long seed = 1; seed <= MONTHS; seed++) alarms += new NormalMonth(seed).run().falseAlarms();
    assertThat(alarms).isLessThan(MONTHS * WEEKS / 2);
  }

  /** One false alarm is no reason to miss a true one. */
  @Test
  void findsAMorningOfFortyOnTopOfWhatIsUsual() {
    int found = 0;
    for (long seed = 1; seed <= 2; seed++) {
      Outcome outcome = new NormalMonth(seed).withTroubleOf(40, 3).run();
      if (outcome.found()) found++;
    }
    assertThat(found).isEqualTo(2);
  }
}
