package io.sluice.engine;

import io.sluice.heal.Cause;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine's incidents of jobs, with the cause of each. */
final class StoppedJobs {
  /** The flow that asks people; its own incidents ask nobody. */
  static final String INCIDENT = "incident";

  /** Their messages are ours and hold no values of rows. */
  private static final Set<String> TOLD =
      Set.of(
          "io.sluice.step.StepUnavailable",
          "io.sluice.step.StepRejected",
          "io.sluice.data.StorageFull",
          "io.sluice.data.ConfigException",
          "io.sluice.engine.WrongInput");

  private static final Set<String> PEERS = Set.of("source", "target", "model");
  private static final Pattern FAILURE =
      Pattern.compile("(?m)^(?:Caused by: )?((?:[a-z][\\w]*\\.)+[A-Z][\\w$]*)(?:: (.*))?$");

  private final JdbcClient jdbc;
  private final ManagementService management;
  private final RepositoryService repository;

  StoppedJobs(JdbcClient jdbc, ManagementService management, RepositoryService repository) {
    this.jdbc = jdbc;
    this.management = management;
    this.repository = repository;
  }

  /** A job whose retries are exhausted. */
  record Stopped(String job, String run, Cause cause) {}

  private record Incident(String job, String activity, String definition, String run) {}

  /**
   * Those that are not waiting in the book of causes yet.
   *
   * @param limit so that a storm is taken in piece by piece
   */
  List<Stopped> fresh(int limit) {
    return jdbc
        .sql(
            """
            select i.CONFIGURATION_ as job, i.ACTIVITY_ID_ as activity,
              i.PROC_DEF_ID_ as definition, e.ROOT_PROC_INST_ID_ as run
            from ACT_RU_INCIDENT i
            join ACT_RU_EXECUTION e on e.ID_ = i.PROC_INST_ID_
            left join affected_job a on a.job = i.CONFIGURATION_ and a.state = 'WAITING'
            where i.INCIDENT_TYPE_ = 'failedJob' and i.ID_ = i.CAUSE_INCIDENT_ID_ and a.job is null
            order by i.INCIDENT_TIMESTAMP_ fetch first ? rows only
            """)
        .param(limit)
        .query(Incident.class)
        .list()
        .stream()
        .map(this::stopped)
        .filter(stopped -> !stopped.cause().flow().equals(INCIDENT))
        .toList();
  }

  private Stopped stopped(Incident incident) {
    ProcessDefinition flow = repository.getProcessDefinition(incident.definition());
    Failure failure = failure(incident.job());
    Cause cause =
        Cause.of(
            flow.getKey(),
            incident.activity(),
            peer(incident.definition(), incident.activity()),
            failure.error(),
            failure.message());
    return new Stopped(incident.job(), incident.run(), cause);
  }

  private record Failure(String error, String message) {}

  /** The deepest failure of ours says more than what the engine wrapped around it. */
  private Failure failure(String job) {
    @Nullable String trace = management.getJobExceptionStacktrace(job);
    if (trace == null) return new Failure("unknown", "");
    Failure last = new Failure("unknown", "");
    for (Matcher at = FAILURE.matcher(trace); at.find(); ) {
      String type = at.group(1);
      String name = type.substring(type.lastIndexOf('.') + 1);
      String message = at.group(2);
      if (TOLD.contains(type)) return new Failure(name, message == null ? "" : message);
      last = new Failure(name, "");
    }
    return last;
  }

  private String peer(String definition, String activity) {
    BpmnModelInstance model = repository.getBpmnModelInstance(definition);
    if (!(model.getModelElementById(activity) instanceof ServiceTask task)
        || task.getExtensionElements() == null) return "";
    return task.getExtensionElements().getChildElementsByType(CamundaInputOutput.class).stream()
        .flatMap(io -> io.getCamundaInputParameters().stream())
        .filter(input -> PEERS.contains(input.getCamundaName()))
        .map(input -> input.getTextContent().strip())
        .filter(name -> !name.isEmpty() && !name.contains("{"))
        .findFirst()
        .orElse("");
  }

  /**
   * Notes which jobs of a cause are gone: committed, and their elements with them, or ended with
   * their runs.
   *
   * @return how many
   */
  int gone(String cause) {
    String gone =
        """
        update affected_job set state = '%s', changed_at = current_timestamp
        where cause = ? and state in ('WAITING', 'RETRYING')
          and not exists (select 1 from ACT_RU_JOB j where j.ID_ = affected_job.job)
          and %s exists (
            select 1 from run r where r.id = affected_job.run_id and r.state = 'CANCELLED')
        """;
    return jdbc.sql(gone.formatted("GIVEN_UP", "")).param(cause).update()
        + jdbc.sql(gone.formatted("HEALED", "not")).param(cause).update();
  }

  /** Notes which jobs of a cause somebody else has set going again. */
  void restarted(String cause) {
    jdbc.sql(
            """
            update affected_job set state = 'RETRYING', changed_at = current_timestamp
            where cause = ? and state = 'WAITING' and exists (
              select 1 from ACT_RU_JOB j where j.ID_ = affected_job.job and j.RETRIES_ > 0)
            """)
        .param(cause)
        .update();
  }
}
