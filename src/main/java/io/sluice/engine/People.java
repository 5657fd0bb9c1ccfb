package io.sluice.engine;

import io.sluice.access.Account;
import io.sluice.access.Accounts;
import io.sluice.access.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.TaskQuery;

/**
 * Makes Sluice's accounts known to the engine, a group for each role, so that tasks can be assigned
 * and the webapps show each role what it may see. Logins never go through the engine: its copy has
 * a password that nobody knows.
 */
final class People {
  /** The engine's own name for those who may do everything. */
  static final String ENGINE_ADMINS = "camunda-admin";

  private static final String ALL_TASKS = "All tasks";

  private final IdentityService identity;
  private final AuthorizationService authorizations;
  private final FilterService filters;
  private final TaskService tasks;
  private final Accounts accounts;

  People(ProcessEngine engine, Accounts accounts) {
    this.identity = engine.getIdentityService();
    this.authorizations = engine.getAuthorizationService();
    this.filters = engine.getFilterService();
    this.tasks = engine.getTaskService();
    this.accounts = accounts;
  }

  void introduce() {
    for (Account account : accounts.all()) {
      if (identity.createUserQuery().userId(account.name()).count() == 0) {
        User user = identity.newUser(account.name());
        user.setFirstName(account.displayName());
        user.setLastName("");
        user.setPassword(UUID.randomUUID().toString());
        identity.saveUser(user);
      }
      for (Role role : account.roles()) join(account.name(), role.word());
      if (account.holds(Role.ADMIN)) join(account.name(), ENGINE_ADMINS);
    }
    grant(ENGINE_ADMINS, Resources.APPLICATION, "*", Permissions.ALL);
    for (Resource all : Resources.values()) grant(ENGINE_ADMINS, all, "*", Permissions.ALL);
    grantOperator();
    for (Role role : List.of(Role.OWNER, Role.APPROVER, Role.SCIENTIST, Role.MODELER))
      grant(role.word(), Resources.APPLICATION, "tasklist", Permissions.ACCESS);
    offerTasks();
  }

  /** The Tasklist shows nothing without a filter. */
  private void offerTasks() {
    for (Role role : Role.values())
      offer(
          "My tasks as " + role.word(),
          "What this role may answer",
          1,
          tasks.createTaskQuery().taskCandidateGroup(role.word()).includeAssignedTasks(),
          role.word());
    offer(ALL_TASKS, "Of all roles", 0, tasks.createTaskQuery(), ENGINE_ADMINS);
  }

  private void offer(String name, String description, int place, TaskQuery query, String group) {
    Filter filter = filters.createFilterQuery().filterName(name).singleResult();
    if (filter == null) {
      filter = filters.newTaskFilter(name);
      filter.setQuery(query);
      filter.setProperties(Map.of("description", description, "priority", place, "refresh", true));
      filters.saveFilter(filter);
    }
    grant(group, Resources.FILTER, filter.getId(), Permissions.READ);
  }

  private void grantOperator() {
    String operator = Role.OPERATOR.word();
    grant(operator, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    grant(operator, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
    grant(
        operator,
        Resources.PROCESS_DEFINITION,
        "*",
        Permissions.READ,
        Permissions.READ_INSTANCE,
        Permissions.UPDATE_INSTANCE,
        Permissions.READ_HISTORY);
    grant(operator, Resources.PROCESS_INSTANCE, "*", Permissions.READ, Permissions.UPDATE);
    grant(operator, Resources.DEPLOYMENT, "*", Permissions.READ);
  }

  private void join(String user, String group) {
    if (identity.createGroupQuery().groupId(group).count() == 0) {
      var made = identity.newGroup(group);
      made.setName(group);
      made.setType(group.equals(ENGINE_ADMINS) ? "SYSTEM" : "ROLE");
      identity.saveGroup(made);
    }
    if (identity.createGroupQuery().groupMember(user).groupId(group).count() == 0)
      identity.createMembership(user, group);
  }

  private void grant(String group, Resource resource, String id, Permission... permissions) {
    boolean there =
        authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(id)
                .count()
            > 0;
    if (there) return;
    Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setGroupId(group);
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.setPermissions(permissions);
    authorizations.saveAuthorization(grant);
  }
}
