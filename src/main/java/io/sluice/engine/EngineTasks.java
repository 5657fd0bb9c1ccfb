package io.sluice.engine;

import io.sluice.step.StepRejected;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.TaskQuery;

/** The engine's user tasks. */
final class EngineTasks implements Tasks {
  private final RuntimeService runtime;
  private final TaskService tasks;
  private final FormService forms;
  private final IdentityService identity;

  EngineTasks(
      RuntimeService runtime, TaskService tasks, FormService forms, IdentityService identity) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.forms = forms;
    this.identity = identity;
  }

  @Override
  public List<Task> of(String run) {
    return query(run).list().stream()
        .map(
            task ->
                new Task(
                    task.getId(),
                    run,
                    task.getTaskDefinitionKey(),
                    String.valueOf(task.getName()),
                    task.getCreateTime().toInstant(),
                    TaskForm.fields(forms, task.getId())))
        .toList();
  }

  /** A called flow belongs to the run that called it. */
  private TaskQuery query(String run) {
    String[] instances =
        runtime.createProcessInstanceQuery().rootProcessInstanceId(run).list().stream()
            .map(ProcessInstance::getId)
            .toArray(String[]::new);
    TaskQuery query = tasks.createTaskQuery().orderByTaskCreateTime().asc();
    return instances.length == 0
        ? query.processInstanceId(run)
        : query.processInstanceIdIn(instances);
  }

  @Override
  public void answer(String run, String element, String user, Map<String, Object> answers) {
    String task =
        query(run).taskDefinitionKey(element).list().stream()
            .findFirst()
            .orElseThrow(() -> unknown(element))
            .getId();
    List<String> fields = TaskForm.fields(forms, task);
    answers.forEach((field, value) -> check(fields, field, value));
    complete(task, element, user, answers);
  }

  @Override
  public void delegate(String run, String element, String user, String to) {
    String task =
        query(run).taskDefinitionKey(element).list().stream()
            .findFirst()
            .orElseThrow(() -> unknown(element))
            .getId();
    if (!asked(task).stream().anyMatch(groups(to)::contains))
      throw new StepRejected(
          "unknown-user",
          "there is no such person in the groups that are asked: " + asked(task),
          Map.of("groups", asked(task)));
    identity.setAuthentication(user, groups(user));
    try {
      tasks.setOwner(task, user);
      tasks.setAssignee(task, to);
    } catch (AuthorizationException e) {
      throw new StepRejected("answer-forbidden", "another role has to hand on this task");
    } catch (ProcessEngineException e) {
      throw refused(e);
    } finally {
      identity.clearAuthentication();
    }
  }

  private List<String> asked(String task) {
    return tasks.getIdentityLinksForTask(task).stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<String> groups(String user) {
    return identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
  }

  /** Anything but a plain value would be kept as a serialized object. */
  private static void check(List<String> fields, String field, Object value) {
    if (!fields.contains(field))
      throw new StepRejected(
          "unknown-field",
          "the task has no field '%s'; it has %s".formatted(field, fields),
          Map.of("field", field));
    if (!(value instanceof String || value instanceof Number || value instanceof Boolean))
      throw new StepRejected(
          "field-wrong",
          "field '%s' is a text, a number, true or false".formatted(field),
          Map.of("field", field));
  }

  private void complete(String task, String element, String user, Map<String, Object> answers) {
    Rejection.forget();
    identity.setAuthentication(user, groups(user));
    try {
      tasks.complete(task, answers);
    } catch (AuthorizationException e) {
      throw new StepRejected("answer-forbidden", "another role has to answer this task");
    } catch (NullValueException e) {
      throw unknown(element);
    } catch (OptimisticLockingException e) {
      throw new StepRejected("answer-conflict", "somebody else has just answered this task");
    } catch (ProcessEngineException e) {
      throw refused(e);
    } finally {
      identity.clearAuthentication();
    }
  }

  private static RuntimeException refused(ProcessEngineException e) {
    return e.getCause() instanceof AnswerRefused refused
        ? new StepRejected(refused.code(), String.valueOf(refused.getMessage()))
        : Rejection.behind(e);
  }

  private static StepRejected unknown(String element) {
    return new StepRejected(
        "unknown-task",
        "this run waits for no answer to '%s'; it may have been answered".formatted(element),
        Map.of("element", element));
  }
}
