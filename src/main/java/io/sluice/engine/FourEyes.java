package io.sluice.engine;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Keeps who asked for something from answering the task that is to check it, whichever face
 * completes the task, and writes down who did.
 */
final class FourEyes implements TaskListener {
  /** Extension property of a user task: variable with the name of the one who may not answer. */
  static final String PROPERTY = "four-eyes";

  /** Variable that gets the name of the one who answered. */
  static final String APPROVER = "approver";

  private final String requester;

  FourEyes(String requester) {
    this.requester = requester;
  }

  @Override
  public void notify(DelegateTask task) {
    Authentication authentication =
        task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    String user = authentication == null ? null : authentication.getUserId();
    if (user == null)
      throw new AnswerRefused(
          AnswerRefused.FORBIDDEN,
          "task '%s' needs a person who has logged in".formatted(name(task)));
    if (user.equals(task.getVariable(requester)))
      throw new AnswerRefused(
          AnswerRefused.FOUR_EYES,
          "task '%s' checks what you asked for yourself: somebody else has to answer it"
              .formatted(name(task)));
    task.getExecution().setVariable(APPROVER, user);
  }

  private static String name(DelegateTask task) {
    return task.getName() == null ? task.getTaskDefinitionKey() : task.getName();
  }
}
