package io.sluice.heal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.heal.pattern.Baseline.Day;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static Baseline of(int days, ToLongFunction<LocalDate> counts) {
    List<Day> history =
        IntStream.rangeClosed(1, days)
            .mapToObj(back -> TODAY.minusDays(days + 1 - back))
            .map(date -> new Day(date, counts.applyAsLong(date)))
            .toList();
    return Baseline.of(history, TODAY);
  }

  @Test
  void expectsNextToNothingOfWhatHasNeverBeen() {
    assertThat(of(0, date -> 0).mean()).isEqualTo(.5);
    assertThat(of(30, date -> 0).mean()).isEqualTo(.5);
  }

  @Test
  void expectsWhatHasAlwaysBeen() {
    Baseline baseline = of(30, date -> 12);
    assertThat(baseline.mean()).isCloseTo(12, within(1e-9));
    assertThat(baseline.dispersion()).isEqualTo(1);
    assertThat(baseline.days()).isEqualTo(30);
  }

  @Test
  void knowsTheDayOfTheWeekOnceThereIsHistory() {
    ToLongFunction<LocalDate> mondays = date -> date.getDayOfWeek() == DayOfWeek.MONDAY ? 80 : 10;
    assertThat(TODAY.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(of(14, mondays).mean()).isLessThan(30);
    assertThat(of(56, mondays).mean()).isBetween(60d, 90d);
  }

  @Test
  void hardlyLearnsFromAStorm() {
    double calm = of(30, date -> 5).mean();
    double stormy = of(30, date -> date.equals(TODAY.minusDays(1)) ? 5_000 : 5).mean();
    assertThat(stormy - calm).isBetween(.1, 2.5);
  }

  @Test
  void learnsWhatStays() {
    Baseline baseline = of(50, date -> date.isBefore(TODAY.minusDays(40)) ? 5 : 30);
    assertThat(baseline.mean()).isBetween(20d, 31d);
  }

  @Test
  void findsCountsThatVaryMoreThanChanceDoesLessStrange() {
    Baseline even = of(30, date -> 20);
    Baseline uneven = of(30, date -> date.toEpochDay() % 2 == 0 ? 8 : 32);
    assertThat(uneven.dispersion()).isGreaterThan(3);
    assertThat(uneven.chance(45)).isGreaterThan(100 * even.chance(45));
  }
}
