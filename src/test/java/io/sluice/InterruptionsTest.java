package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The product is killed, and told to stop, while it has much to do: {@code KillTrial} in short. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionsTest {
  @Test
  void losesNothingAndDoesNothingTwice(@TempDir Path folder) throws Exception {
    try (Interruptions office = new Interruptions(folder, 11)) {
      Interruptions.Figures figures = office.killAndStop();
      System.out.println(figures);
      assertThat(figures.errands()).isPositive();
      assertThat(figures.lost()).isEmpty();
      assertThat(figures.twice()).isEmpty();
      assertThat(figures.wrong()).isEmpty();
      assertThat(figures.oneStanding()).isTrue();
    }
  }
}
