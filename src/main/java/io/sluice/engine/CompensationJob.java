package io.sluice.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.jspecify.annotations.Nullable;

/** Runs a compensation handler in a transaction of its own, retried like any job. */
final class CompensationJob implements JobHandler<CompensationJob.Nothing> {
  static final String TYPE = "sluice-compensation";

  /** It needs no configuration. */
  record Nothing() implements JobHandlerConfiguration {
    @Override
    public String toCanonicalString() {
      return "";
    }
  }

  /** Leaves a job that will signal this execution. */
  static void send(ActivityExecution execution) {
    MessageEntity job = new MessageEntity();
    job.setExecution((ExecutionEntity) execution);
    job.setExclusive(true);
    job.setJobHandlerType(TYPE);
    job.setJobHandlerConfiguration(new Nothing());
    Context.getCommandContext().getJobManager().send(job);
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public void execute(
      Nothing configuration,
      ExecutionEntity execution,
      CommandContext context,
      @Nullable String tenant) {
    execution.signal(TYPE, null);
  }

  @Override
  public Nothing newConfiguration(String canonical) {
    return new Nothing();
  }

  @Override
  public void onDelete(Nothing configuration, JobEntity job) {}
}
