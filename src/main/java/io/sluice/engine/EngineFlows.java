package io.sluice.engine;

import io.sluice.step.Flows;
import io.sluice.step.StepRejected;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;

/** Starts flows on the engine. */
final class EngineFlows implements Flows {
  private final RuntimeService runtime;
  private final RepositoryService repository;

  EngineFlows(RuntimeService runtime, RepositoryService repository) {
    this.runtime = runtime;
    this.repository = repository;
  }

  @Override
  public String start(String flow, String businessKey, Map<String, Object> variables) {
    if (repository.createProcessDefinitionQuery().processDefinitionKey(flow).latestVersion().count()
        == 0)
      throw new StepRejected("unknown-flow", "no flow '" + flow + "' is deployed; see processes/");
    return runtime.startProcessInstanceByKey(flow, businessKey, variables).getProcessInstanceId();
  }
}
