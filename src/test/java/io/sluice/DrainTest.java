package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The product is told to stop while it has much to do. */
@Execution(ExecutionMode.CONCURRENT)
class DrainTest {
  @Test
  void finishesOrGivesBackWhatItHasInHandWhenItIsToldToStop(@TempDir Path folder) throws Exception {
    try (Interruptions office = new Interruptions(folder, 5)) {
      Interruptions.Figures figures = office.stops(1);
      System.out.println(figures);
      assertThat(figures.lost()).isEmpty();
      assertThat(figures.twice()).isEmpty();
      assertThat(figures.wrong()).isEmpty();
      assertThat(figures.incidents()).isZero();
    }
  }
}
