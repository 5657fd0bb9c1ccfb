package io.sluice.engine;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;

/**
 * Lets only those take and answer a task who are asked, members of its groups or named persons, and
 * admins. Rights on the flow let all of its groups see its tasks.
 */
final class AskedOnly implements TaskListener {

  /**
   * @throws AnswerRefused when whoever completes the task, or is to have it, is not asked
   */
  @Override
  public void notify(DelegateTask task) {
    IdentityService identity = task.getProcessEngineServices().getIdentityService();
    Authentication now = identity.getCurrentAuthentication();
    if (now == null || now.getUserId() == null) return;
    if (task.getEventName().equals(EVENTNAME_COMPLETE)) {
      check(task, now.getUserId(), groups(identity, now.getUserId()));
    } else if (task.getAssignee() != null) {
      check(task, task.getAssignee(), groups(identity, task.getAssignee()));
    }
  }

  private static void check(DelegateTask task, String user, List<String> groups) {
    Set<String> asked = named(task.getCandidates(), IdentityLink::getGroupId);
    Set<String> persons = named(task.getCandidates(), IdentityLink::getUserId);
    if (asked.isEmpty() && persons.isEmpty()) return;
    if (groups.contains(People.ENGINE_ADMINS)) return;
    if (persons.contains(user) || groups.stream().anyMatch(asked::contains)) return;
    throw new AnswerRefused(
        AnswerRefused.FORBIDDEN,
        "this task is for %s"
            .formatted(asked.isEmpty() ? "other persons" : String.join(", ", asked)));
  }

  private static Set<String> named(
      Set<IdentityLink> links, java.util.function.Function<IdentityLink, String> name) {
    return links.stream().map(name).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  private static List<String> groups(IdentityService identity, String user) {
    return identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
  }
}
