package io.sluice.engine;

import io.sluice.step.StepUnavailable;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.ErrorEventDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the steps of a flow whose being unavailable is caught: where the first event that would
 * take the error names it. One that takes every error does not count, or a flow that foresees
 * refusals would never wait for a connector to come back.
 */
final class CaughtSteps {
  private CaughtSteps() {}

  /** Tells the behaviours of the steps. */
  static void mark(ProcessDefinitionEntity flow) {
    within(flow);
  }

  private static void within(ScopeImpl scope) {
    for (ActivityImpl activity : scope.getActivities()) {
      if (activity.getActivityBehavior() instanceof StepBehavior step && caught(activity))
        activity.setActivityBehavior(step.caught());
      within(activity);
    }
  }

  private static boolean caught(ActivityImpl step) {
    for (@Nullable ScopeImpl scope = step;
        scope != null && !undoes(scope);
        scope = scope instanceof ActivityImpl activity ? activity.getFlowScope() : null) {
      List<String> codes = codes(scope, step);
      if (codes.contains(StepUnavailable.CODE)) return true;
      if (codes.contains("")) return false;
    }
    return false;
  }

  /** What compensates has no other way: it is repeated until it is through. */
  private static boolean undoes(ScopeImpl scope) {
    return scope instanceof ActivityImpl activity && activity.isCompensationHandler();
  }

  /** Codes that events of a scope catch, empty for all; but not those that the step stands in. */
  private static List<String> codes(ScopeImpl scope, ActivityImpl step) {
    return scope.getProperties().get(BpmnProperties.ERROR_EVENT_DEFINITIONS).stream()
        .filter(event -> !standsIn(step, event))
        .map(event -> event.getErrorCode() == null ? "" : event.getErrorCode())
        .toList();
  }

  private static boolean standsIn(ActivityImpl step, ErrorEventDefinition event) {
    ActivityImpl handler = step.getProcessDefinition().findActivity(event.getHandlerActivityId());
    return handler != null && handler.isAncestorFlowScopeOf(step);
  }
}
