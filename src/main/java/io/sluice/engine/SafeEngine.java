package io.sluice.engine;

import io.sluice.engine.gate.Gate;
import java.util.HashMap;
import java.util.List;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;

/**
 * The settings that keep the engine safe and fast; each line's reason is in the design, section 4.
 */
final class SafeEngine extends AbstractProcessEnginePlugin {
  private static final Logger LOG = LoggerFactory.getLogger(SafeEngine.class);

  private static final String FEEL = "feel";

  private final EngineSettings settings;
  private final ApplicationContext context;
  private final Gate gate;
  private final Latest latest;
  private final List<BpmnParseListener> listeners;
  private final Node node;
  private final MatchedRules matched;
  private final FailedJobCommandFactory retries;
  private final RestlessJobs restless;

  SafeEngine(
      EngineSettings settings,
      ApplicationContext context,
      Gate gate,
      Latest latest,
      List<BpmnParseListener> listeners,
      Node node,
      MatchedRules matched,
      FailedJobCommandFactory retries,
      RestlessJobs restless) {
    this.settings = settings;
    this.context = context;
    this.gate = gate;
    this.latest = latest;
    this.listeners = listeners;
    this.node = node;
    this.matched = matched;
    this.retries = retries;
    this.restless = restless;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    // Expressions see process variables and nothing else.
    engine.setExpressionManager(new SpringExpressionManager(context, new HashMap<>()));
    engine.setCustomPreDeployers(List.of(new GateDeployer(gate, latest)));
    engine.setCustomPreBPMNParseListeners(List.copyOf(listeners));
    engine.setEnableExceptionsAfterUnhandledBpmnError(true);
    // A step that rejects has no output to map.
    engine.setSkipOutputMappingOnCanceledActivities(true);
    engine.setEnableDefaultDbHistoryEventHandler(false);
    engine.getCustomHistoryEventHandlers().add(new RunHistory());
    engine.setResourceAuthorizationProvider(new FlowGrants());
    engine.setHistoryEventProducer(new KnownFlowHistory());
    engine.setHistoryRemovalTimeStrategy("start");
    engine.setHistoryTimeToLive(settings.history());
    engine.setEnforceHistoryTimeToLive(true);
    engine.setHistoryCleanupEnabled(true);
    engine.setHistoryCleanupBatchWindowStartTime("01:00");
    engine.setHistoryCleanupBatchWindowEndTime("05:00");
    engine.setFailedJobRetryTimeCycle(settings.retries());
    engine.setFailedJobCommandFactory(retries);
    engine.setJobExecutorAcquireByPriority(true);
    engine.setCustomJobHandlers(List.of(new CompensationJob()));
    engine.setJdbcBatchProcessing(true);
    engine.setDmnEngineConfiguration(tables());
    engine.setEnableScriptEngineLoadExternalResources(false);
    engine.setEnableExpressionsInAdhocQueries(false);
    engine.setEnableExpressionsInStoredQueries(false);
  }

  /** Tables are written in FEEL, whatever a file leaves open. */
  private DefaultDmnEngineConfiguration tables() {
    DefaultDmnEngineConfiguration tables = new DefaultDmnEngineConfiguration();
    tables.setFeelEngineFactory(ParsedFeel::new);
    tables.setCustomPostDecisionTableEvaluationListeners(List.of(matched));
    tables.setDefaultInputExpressionExpressionLanguage(FEEL);
    tables.setDefaultInputEntryExpressionLanguage(FEEL);
    tables.setDefaultOutputEntryExpressionLanguage(FEEL);
    tables.setDefaultLiteralExpressionLanguage(FEEL);
    return tables;
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl engine) {
    engine.setDeploymentCache(new FreshDefinitions(engine));
    JobExecutor executor = engine.getJobExecutor();
    executor.setLockOwner(node.id());
    executor.setLockTimeInMillis(Math.toIntExact(settings.lock().toMillis()));
    executor.setWaitTimeInMillis(100);
    executor.setWaitIncreaseFactor(2);
    executor.setMaxWait(2_000);
    executor.setBackoffTimeInMillis(25);
    executor.setMaxBackoff(500);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    int released = restless.release(node.id());
    if (released > 0) LOG.info("{} jobs that were under way at the last stop go on now", released);
  }
}
