package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void agreesWithAnExampleDoneByHand() {
    // Pairs (positive, negative) in the right order: 5 of 6, one tied pair counts half.
    Metrics metrics =
        Metrics.of(
            new double[] {0.1, 0.4, 0.4, 0.8, 0.9},
            new boolean[] {false, false, true, false, true});
    assertThat(metrics.auc()).isEqualTo((1 + 0.5 + 0 + 3) / 6);
    assertThat(metrics.gini()).isEqualTo(2 * metrics.auc() - 1);
    assertThat(metrics.ks()).isEqualTo(0.5, within(1e-12));
    assertThat(metrics.brier()).isEqualTo((.01 + .16 + .36 + .64 + .01) / 5, within(1e-12));
    assertThat(metrics.logLoss())
        .isEqualTo(
            -(Math.log(.9) + Math.log(.6) + Math.log(.4) + Math.log(.2) + Math.log(.9)) / 5,
            within(1e-12));
  }

  @Test
  void findsNoOrderInConstantScores() {
    Metrics metrics = Metrics.of(new double[] {.5, .5, .5}, new boolean[] {true, false, false});
    assertThat(metrics.auc()).isEqualTo(.5);
    assertThat(metrics.ks()).isZero();
  }
}
