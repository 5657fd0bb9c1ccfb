package io.sluice.engine;

import io.sluice.data.Standbys;
import io.sluice.engine.park.ParkedJobs;
import io.sluice.engine.park.ParkedTargets;
import io.sluice.engine.park.Parking;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CircuitReports;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Outages;
import io.sluice.heal.ParkingBook;
import io.sluice.heal.ParkingSettings;
import io.sluice.heal.RuleTable;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.heal.pattern.PatternWatch;
import io.sluice.step.Circuits;
import io.sluice.step.DecisionTables;
import io.sluice.step.Formulas;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class CauseConfiguration {
  private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

  @Bean
  CauseReader causeReader(ObjectProvider<RepositoryService> repository) {
    return new CauseReader(repository::getObject);
  }

  @Bean
  FailingJobs failingJobs(CauseReader reader) {
    return new FailingJobs(reader);
  }

  @Bean
  Formulas formulas() {
    return new FeelFormulas();
  }

  @Bean
  Fallbacks fallbacks(JdbcClient jdbc, Formulas formulas) {
    return new Fallbacks(jdbc, formulas);
  }

  @Bean
  RestlessJobs restlessJobs(JdbcClient jdbc, EngineSettings settings) {
    return new RestlessJobs(jdbc, settings);
  }

  @Bean
  DeadNodes deadNodes(
      Pulse pulse, CircuitReports reports, RestlessJobs restless, EngineSettings settings) {
    return new DeadNodes(pulse, reports, restless, settings.deadAfter(), System::nanoTime);
  }

  @Bean
  ParkedTargets parkedTargets(ParkingBook book, JdbcClient jdbc, ParkingSettings settings) {
    return new ParkedTargets(book, jdbc, settings, Clock.systemUTC());
  }

  @Bean
  Parking parking(
      JdbcTemplate template,
      ParkingBook book,
      Outages outages,
      AffectedJobs affected,
      CorrectiveActions actions,
      CircuitReports reports,
      ObjectProvider<Circuits> circuits,
      ParkingSettings settings) {
    return new Parking(
        new ParkedJobs(template, Clock.systemUTC()),
        book,
        outages,
        affected,
        actions,
        reports,
        circuits.getIfAvailable(() -> Circuits.NONE),
        settings,
        Clock.systemUTC());
  }

  @Bean
  CauseFacts causeFacts(
      CauseReader reader,
      Latest latest,
      ParkingBook parking,
      CorrectiveActions actions,
      ObjectProvider<Standbys> standbys,
      JdbcClient jdbc) {
    return new CauseFacts(reader, latest, parking, actions, standbys::getIfAvailable, jdbc);
  }

  @Bean
  RuleTable ruleTable(
      ObjectProvider<RepositoryService> repository, ObjectProvider<FlowVersions> flows) {
    return new RemedyTable(repository::getObject, flows::getObject);
  }

  @Bean
  Healings healings(
      HealingTally tally,
      PatternWatch watch,
      AlertBook alerts,
      RuntimeService runtime,
      Latest latest) {
    return new Healings(tally, watch, alerts, runtime, latest, Clock.systemUTC());
  }

  @Bean
  CauseSweep causeSweep(
      DeadNodes dead,
      RestlessJobs restless,
      ProcessEngineConfigurationImpl engine,
      FailingJobs failing,
      CauseReader reader,
      Parking parking,
      Outages outages,
      JdbcClient jdbc,
      ManagementService management,
      RepositoryService repository,
      RuntimeService runtime,
      Signals signals,
      Latest latest,
      CauseBook causes,
      AffectedJobs affected,
      CorrectiveActions actions,
      DecisionTables tables,
      CauseFacts facts,
      Healings healings,
      RuleTable rules,
      PlatformTransactionManager transactions) {
    TransactionTemplate apart = new TransactionTemplate(transactions);
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return new CauseSweep(
        dead,
        () -> restless.look(engine.getCommandExecutorTxRequired()),
        failing,
        new StoppedJobs(jdbc, management, repository, reader),
        parking,
        outages,
        causes,
        affected,
        actions,
        new RemedyHands(
            jdbc, engine.getCommandExecutorTxRequired(), management, runtime, signals, apart),
        new IncidentTasks(
            runtime, management, latest, causes, affected, new Habits(actions, rules, latest)),
        new Remedies(tables, latest, facts, affected, actions, apart),
        healings,
        new TransactionTemplate(transactions));
  }

  @Bean
  Pulse pulse(
      Node node,
      CircuitReports reports,
      ObjectProvider<Circuits> circuits,
      ParkedTargets parked,
      EngineSettings settings,
      PlatformTransactionManager transactions) {
    return new Pulse(
        node.id(),
        reports,
        circuits.getIfAvailable(() -> Circuits.NONE),
        parked,
        settings.deadAfter(),
        new TransactionTemplate(transactions),
        System::nanoTime);
  }

  @Bean
  LostJobs lostJobs(Node node, ObjectProvider<JobsInHand> hands, JdbcClient jdbc) {
    Predicate<String> inHand = job -> hands.stream().anyMatch(all -> all.holds(job));
    return new LostJobs(node.id(), inHand, jdbc, ON_THE_WAY, System::nanoTime);
  }

  @Bean
  @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
  LastJobs lastJobs(JobsInHand jobs, LostJobs held, EngineSettings settings) {
    return new LastJobs(jobs, held, settings.lastJobs());
  }

  @Bean
  @ConditionalOnProperty(name = "sluice.engine.sweep", matchIfMissing = true)
  SweepClock sweepClock(Pulse pulse, CauseSweep sweep, LostJobs lost) {
    return new SweepClock(pulse, sweep, lost);
  }
}
