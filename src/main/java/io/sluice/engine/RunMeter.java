package io.sluice.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts runs as the metric {@code sluice.runs} by flow and state (started, completed, refused),
 * once what happened is committed.
 */
final class RunMeter {
  private final MeterRegistry meters;

  RunMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  void started(String flow) {
    count(flow, "started");
  }

  void ended(String flow, Run.State state) {
    count(flow, state.name().toLowerCase(Locale.ROOT));
  }

  private void count(String flow, String state) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            meters.counter("sluice.runs", "flow", flow, "state", state).increment();
          }
        });
  }
}
