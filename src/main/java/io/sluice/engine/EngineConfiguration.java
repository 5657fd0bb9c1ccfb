package io.sluice.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.access.Sealer;
import io.sluice.data.ConfigFolder;
import io.sluice.data.Home;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.Seal;
import io.sluice.engine.gate.Gate;
import io.sluice.engine.park.ParkedTargets;
import io.sluice.step.Answers;
import io.sluice.step.DecisionTables;
import io.sluice.step.Flows;
import io.sluice.step.Landscape;
import io.sluice.step.Step;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(EngineSettings.class)
class EngineConfiguration {

  @Bean
  StepCatalog stepCatalog(List<Step<?, ?>> steps) {
    return new StepCatalog(steps);
  }

  @Bean
  RunLedger runLedger(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new RunLedger(jdbc, transactions);
  }

  @Bean
  Sealer sealer(Home home) {
    return new Sealer(home.folder("keys").resolve("records.json"));
  }

  @Bean
  Seal seal(Sealer sealer) {
    return new Seal() {
      @Override
      public String close(byte[] clear) {
        return sealer.seal(clear);
      }

      @Override
      public byte[] open(String sealed) {
        return sealer.open(sealed);
      }
    };
  }

  @Bean
  Codec codec(Sealer sealer) {
    return new Codec(new RecordsModule(sealer));
  }

  @Bean
  Node node(Home home) {
    return new Node(home.folder(""));
  }

  @Bean
  Gate gate(
      StepCatalog steps,
      ObjectProvider<RepositoryService> repository,
      ObjectProvider<Landscape> landscape,
      JdbcClient jdbc) {
    return new Gate(
        steps.all().stream().map(BoundStep::shape).toList(),
        new EngineParts(repository::getObject, jdbc, landscape::getIfAvailable));
  }

  @Bean
  ProcessEnginePlugin safeEngine(
      Gate gate,
      Latest latest,
      EngineSettings settings,
      ApplicationContext context,
      StepCatalog steps,
      RunLedger ledger,
      Codec codec,
      MeterRegistry meters,
      Node node,
      MatchedRules matched,
      ObjectProvider<SchemaCatalog> schemas,
      ObjectProvider<Answers> answers,
      ParkedTargets parked,
      Fallbacks fallbacks,
      FailingJobs failing,
      RestlessJobs restless,
      JdbcClient jdbc) {
    StepBinding binding = new StepBinding(codec);
    Map<String, StepDelegate> delegates = new HashMap<>();
    for (BoundStep step : steps.all())
      delegates.put(
          step.name(), new StepDelegate(step, binding, ledger, meters, parked, fallbacks));
    MaskedRecord masked = new MaskedRecord(schemas::getObject);
    BiFunction<String, String, TaskListener> people =
        (recommendation, record) ->
            new HumanTask(recommendation, record, codec, masked, answers::getObject);
    return new SafeEngine(
        settings,
        context,
        gate,
        latest,
        List.of(
            new FlowListener(
                steps,
                ledger,
                new RunMeter(meters),
                delegates,
                people,
                fields -> new AnswerFields(fields, jdbc))),
        node,
        matched,
        (job, failure) -> new JobRetry(job, failure, failing, parked),
        restless);
  }

  @Bean
  @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
  JobsInHand jobsInHand(
      @Qualifier("camundaTaskExecutor") TaskExecutor threads, CamundaBpmProperties properties) {
    JobsInHand executor = new JobsInHand(threads);
    executor.setMaxJobsPerAcquisition(properties.getJobExecution().getMaxJobsPerAcquisition());
    return executor;
  }

  @Bean(initMethod = "look")
  FlowFolder flowFolder(ConfigFolder folder, RepositoryService repository) {
    return new FlowFolder(folder, repository);
  }

  @Bean
  Flows flows(RuntimeService runtime, RepositoryService repository) {
    return new EngineFlows(runtime, repository);
  }

  @Bean
  FlowVersions flowVersions(
      RepositoryService repository,
      RuntimeService runtime,
      RunLedger ledger,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Gate gate) {
    return new EngineFlowVersions(
        repository,
        runtime,
        new DeployedFiles(repository, jdbc),
        new Migrations(runtime, ledger, transactions),
        gate);
  }

  @Bean
  Latest latest(ObjectProvider<RepositoryService> repository) {
    return new Latest(repository::getObject);
  }

  @Bean
  Signatures signatures(RepositoryService repository, Latest latest) {
    return new Signatures(repository, latest);
  }

  @Bean
  Starts starts(
      RuntimeService runtime,
      Signatures signatures,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Codec codec,
      Sealer sealer) {
    RunRequests requests = new RunRequests(jdbc, transactions, Clock.systemUTC());
    return new EngineStarts(runtime, signatures, requests, codec, sealer);
  }

  @Bean
  Signals signals(RuntimeService runtime, Signatures signatures, RunLedger ledger, Codec codec) {
    return new EngineSignals(runtime, signatures, ledger, codec);
  }

  @Bean
  MatchedRules matchedRules() {
    return new MatchedRules();
  }

  @Bean
  DecisionTables decisionTables(
      DecisionService decisions,
      RepositoryService repository,
      MatchedRules matched,
      Latest latest) {
    return new EngineTables(decisions, repository, matched, latest);
  }

  @Bean
  Runs runs(JdbcClient jdbc, RuntimeService runtime) {
    return new RunArchive(jdbc, runtime);
  }

  @Bean
  Tasks tasks(
      RuntimeService runtime, TaskService tasks, FormService forms, IdentityService identity) {
    return new EngineTasks(runtime, tasks, forms, identity);
  }

  @Bean
  FolderWatch folderWatch(FlowFolder flows) {
    return new FolderWatch(flows);
  }

  /** Notices changed flows without a restart. */
  static final class FolderWatch {
    private final FlowFolder flows;

    FolderWatch(FlowFolder flows) {
      this.flows = flows;
    }

    @Scheduled(fixedDelay = 3_000, initialDelay = 5_000)
    void look() {
      flows.look();
    }
  }
}
