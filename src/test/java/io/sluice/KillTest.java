package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The short form of {@code KillTrial}. */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  @Test
  void losesNothingAndDoesNothingTwiceWhenItIsKilled(@TempDir Path folder) throws Exception {
    try (Interruptions office = new Interruptions(folder, 11)) {
      Interruptions.Figures figures = office.kills(2);
      System.out.println(figures);
      assertThat(figures.errands()).isPositive();
      assertThat(figures.lost()).isEmpty();
      assertThat(figures.twice()).isEmpty();
      assertThat(figures.wrong()).isEmpty();
      assertThat(figures.oneStanding()).isTrue();
    }
  }
}
