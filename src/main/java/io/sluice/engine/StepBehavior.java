package io.sluice.engine;

import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.delegate.JavaDelegateInvocation;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.jspecify.annotations.Nullable;

/**
 * A service task bound to its step when the flow is read. Were the step looked up by the task's
 * expression, a variable of the same name would hide it.
 *
 * <p>The engine runs compensation handlers within the transaction of whoever throws, whatever their
 * tasks say: one that fails would undo the others' notes, and a caller would wait for all of them.
 * A handler that reaches outside therefore waits here for a job of its own.
 */
final class StepBehavior extends TaskActivityBehavior {
  private final StepDelegate step;
  private final boolean apart;

  /**
   * @param apart whether it reaches outside
   */
  StepBehavior(StepDelegate step, boolean apart) {
    this.step = step;
    this.apart = apart;
  }

  /** The same where the flow catches that the step cannot get through. */
  StepBehavior caught() {
    return new StepBehavior(step.caught(), apart);
  }

  @Override
  protected void performExecution(ActivityExecution execution) throws Exception {
    if (apart && execution.getActivity().getProperty("isForCompensation") == Boolean.TRUE)
      CompensationJob.send(execution);
    else run(execution);
  }

  @Override
  public void signal(ActivityExecution execution, String name, @Nullable Object data)
      throws Exception {
    if (CompensationJob.TYPE.equals(name)) run(execution);
    else super.signal(execution, name, data);
  }

  private void run(ActivityExecution execution) throws Exception {
    executeWithErrorPropagation(
        execution,
        () -> {
          Context.getProcessEngineConfiguration()
              .getDelegateInterceptor()
              .handleInvocation(new JavaDelegateInvocation(step, execution));
          leave(execution);
          return null;
        });
  }
}
