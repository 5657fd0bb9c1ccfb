package io.sluice.engine;

import io.sluice.heal.Cause;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine's incidents of jobs, with the cause of each. */
final class StoppedJobs {
  /** The flow that asks people; its own incidents ask nobody. */
  static final String INCIDENT = "incident";

  private final JdbcClient jdbc;
  private final ManagementService management;
  private final RepositoryService repository;
  private final CauseReader reader;

  StoppedJobs(
      JdbcClient jdbc,
      ManagementService management,
      RepositoryService repository,
      CauseReader reader) {
    this.jdbc = jdbc;
    this.management = management;
    this.repository = repository;
    this.reader = reader;
  }

  /** A job whose retries are exhausted. */
  record Stopped(String job, String run, Cause cause) {}

  private record Incident(
      String job, String activity, String definition, String instance, String run) {}

  /**
   * Those that are not waiting in the book of causes yet.
   *
   * @param limit so that a storm is taken in piece by piece
   */
  List<Stopped> fresh(int limit) {
    return jdbc
        .sql(
            """
            select i.CONFIGURATION_ as job,
              coalesce(i.FAILED_ACTIVITY_ID_, i.ACTIVITY_ID_) as activity,
              i.PROC_DEF_ID_ as definition, i.PROC_INST_ID_ as instance, e.ROOT_PROC_INST_ID_ as run
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
    Cause cause =
        reader.read(
            new CauseReader.Place(
                flow.getKey(),
                incident.definition(),
                incident.activity(),
                name -> text(incident.instance(), name)),
            management.getJobExceptionStacktrace(incident.job()));
    return new Stopped(incident.job(), incident.run(), cause);
  }

  private @Nullable String text(String instance, String variable) {
    return jdbc.sql(
            """
            select TEXT_ from ACT_RU_VARIABLE where EXECUTION_ID_ = ? and NAME_ = ?
              and TYPE_ = 'string'
            """)
        .params(instance, variable)
        .query(String.class)
        .optional()
        .orElse(null);
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

  /**
   * What went through after it had failed, without anybody's doing.
   *
   * @param peer who had not answered; empty when it failed for another reason
   * @param title the element and its flow
   * @param alone those of the jobs that nobody had held back
   * @param seconds from their first failures on, all of these together
   */
  record Recovered(String peer, String title, long jobs, long alone, long seconds) {}

  /** Notes which jobs that failed, or were held back, have gone through or are ended. */
  List<Recovered> recovered() {
    String gone =
        """
        state in ('FAILING', 'PARKED', 'PROBING')
          and not exists (select 1 from ACT_RU_JOB j where j.ID_ = affected_job.job)
        """;
    String ended =
        "exists (select 1 from run r where r.id = affected_job.run_id and r.state = 'CANCELLED')";
    String move = "update affected_job set state = '%s', changed_at = current_timestamp where %s";
    jdbc.sql(move.formatted("GIVEN_UP", gone + " and " + ended)).update();
    List<Recovered> recovered =
        jdbc.sql(
                """
                select affected_job.peer, c.element || ' of ' || c.flow as title, count(*) as jobs,
                  count(case when state = 'FAILING' then 1 end) as alone,
                  cast(coalesce(sum(case when state = 'FAILING' then
                    extract(epoch from (current_timestamp - since)) end), 0) as bigint) as seconds
                from affected_job join cause c on c.id = affected_job.cause
                where %s group by affected_job.peer, c.element, c.flow
                """
                    .formatted(gone))
            .query(Recovered.class)
            .list();
    if (!recovered.isEmpty()) jdbc.sql(move.formatted("HEALED", gone)).update();
    return recovered;
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
