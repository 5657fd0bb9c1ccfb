package io.sluice.engine;

import io.sluice.engine.FlowVersions.Migration;
import io.sluice.engine.FlowVersions.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigratingActivityInstanceValidationReport;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationInstructionValidationReport;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves runs from one version of a flow to another, each in a transaction of its own. */
final class Migrations {
  private static final int AT_ONCE = 1_000;

  private final RuntimeService runtime;
  private final RunLedger ledger;
  private final TransactionTemplate transaction;

  Migrations(RuntimeService runtime, RunLedger ledger, PlatformTransactionManager transactions) {
    this.runtime = runtime;
    this.ledger = ledger;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** At most {@value #AT_ONCE} runs; called again it takes the next ones. */
  Migration move(ProcessDefinition from, ProcessDefinition to, boolean trial, String user) {
    MigrationPlan plan;
    try {
      plan =
          runtime
              .createMigrationPlan(from.getId(), to.getId())
              .mapEqualActivities()
              .updateEventTriggers()
              .build();
    } catch (MigrationPlanValidationException e) {
      return new Migration(0, 0, trial, problems(e), List.of());
    }
    List<ProcessInstance> runs =
        runtime.createProcessInstanceQuery().processDefinitionId(from.getId()).listPage(0, AT_ONCE);
    List<Refused> refused = new ArrayList<>();
    for (ProcessInstance run : runs) move(run.getId(), plan, to, trial, user, refused);
    return new Migration(runs.size(), runs.size() - refused.size(), trial, List.of(), refused);
  }

  private void move(
      String run,
      MigrationPlan plan,
      ProcessDefinition to,
      boolean trial,
      String user,
      List<Refused> refused) {
    try {
      transaction.executeWithoutResult(
          status -> {
            runtime.newMigration(plan).processInstanceIds(run).execute();
            ledger.moved(run, to.getVersion());
            ledger.remark(run, "moved to version %d by %s".formatted(to.getVersion(), user));
            if (trial) status.setRollbackOnly();
          });
    } catch (MigratingProcessInstanceValidationException e) {
      refused.add(new Refused(run, why(e)));
    } catch (ProcessEngineException e) {
      refused.add(new Refused(run, "it moved on by itself meanwhile"));
    }
  }

  private static List<String> problems(MigrationPlanValidationException e) {
    List<String> problems = new ArrayList<>();
    for (MigrationInstructionValidationReport report :
        e.getValidationReport().getInstructionReports())
      report
          .getFailures()
          .forEach(
              failure ->
                  problems.add(
                      report.getMigrationInstruction().getSourceActivityId() + ": " + failure));
    return problems;
  }

  private static String why(MigratingProcessInstanceValidationException e) {
    var report = e.getValidationReport();
    List<String> reasons = new ArrayList<>(report.getFailures());
    for (MigratingActivityInstanceValidationReport at : report.getActivityInstanceReports())
      reasons.add("waits at '%s': %s".formatted(at.getSourceScopeId(), at.getFailures()));
    report
        .getTransitionInstanceReports()
        .forEach(
            at ->
                reasons.add(
                    "waits at '%s': %s".formatted(at.getSourceScopeId(), at.getFailures())));
    return reasons.stream().collect(Collectors.joining("; "));
  }
}
