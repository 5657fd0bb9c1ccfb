package io.sluice.engine;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class CauseConfiguration {

  @Bean
  CauseSweep causeSweep(
      JdbcClient jdbc,
      ManagementService management,
      RepositoryService repository,
      RuntimeService runtime,
      Signals signals,
      Latest latest,
      CauseBook causes,
      CorrectiveActions actions,
      PlatformTransactionManager transactions) {
    TransactionTemplate apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new CauseSweep(
        new StoppedJobs(jdbc, management, repository),
        causes,
        actions,
        new RemedyHands(management, runtime, signals, apart),
        new IncidentTasks(runtime, latest, causes),
        new TransactionTemplate(transactions));
  }

  @Bean
  @ConditionalOnProperty(name = "sluice.engine.sweep", matchIfMissing = true)
  SweepClock sweepClock(CauseSweep sweep) {
    return new SweepClock(sweep);
  }

  /** Sweeps every second. */
  static final class SweepClock {
    private static final Logger LOG = LoggerFactory.getLogger(SweepClock.class);

    private final CauseSweep sweep;

    SweepClock(CauseSweep sweep) {
      this.sweep = sweep;
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 3_000)
    void tick() {
      try {
        sweep.sweep();
      } catch (RuntimeException e) {
        // The next round looks again: everything stands in the database.
        LOG.warn("A sweep for causes failed: {}\n{}", Failures.describe(e), Failures.trace(e));
      }
    }
  }
}
