package io.sluice.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Grants the groups that a flow asks its tasks once, when the flow is deployed. The engine grants
 * each group each task, and compares each grant with each task when somebody looks at the list:
 * 1,000 waiting tasks were a million comparisons (seen). Who of those who see a task may answer it
 * is for {@link AskedOnly}.
 */
final class FlowGrants extends DefaultAuthorizationProvider {

  @Override
  public AuthorizationEntity[] newProcessDefinition(ProcessDefinition flow) {
    List<AuthorizationEntity> grants = new ArrayList<>();
    for (String group : asked((ProcessDefinitionEntity) flow)) {
      AuthorizationEntity grant = grant(group, flow.getKey());
      if (grant == null)
        grant = createAuthorization(null, group, Resources.PROCESS_DEFINITION, flow.getKey());
      addPermissions(grant, Permissions.READ_TASK, Permissions.UPDATE_TASK);
      grants.add(grant);
    }
    return grants.toArray(AuthorizationEntity[]::new);
  }

  /** Groups whose names stand in the flow; those of expressions are granted task by task. */
  private static Set<String> asked(ProcessDefinitionEntity flow) {
    Set<String> groups = new TreeSet<>();
    for (TaskDefinition task : flow.getTaskDefinitions().values())
      for (Expression group : task.getCandidateGroupIdExpressions())
        if (group.isLiteralText()) groups.add(group.getExpressionText());
    return groups;
  }

  private @Nullable AuthorizationEntity grant(String group, String flow) {
    return getGrantAuthorizationByGroupId(group, Resources.PROCESS_DEFINITION, flow);
  }

  @Override
  protected AuthorizationEntity @Nullable [] createOrUpdateAuthorizationsByGroupId(
      Task task, String group) {
    String definition = task.getProcessDefinitionId();
    if (definition == null) return super.createOrUpdateAuthorizationsByGroupId(task, group);
    ProcessDefinitionEntity flow =
        Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .findDeployedProcessDefinitionById(definition);
    AuthorizationEntity grant = grant(group, flow.getKey());
    boolean enough = grant != null && grant.isPermissionGranted(Permissions.UPDATE_TASK);
    return enough ? null : super.createOrUpdateAuthorizationsByGroupId(task, group);
  }
}
