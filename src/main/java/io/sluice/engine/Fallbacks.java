package io.sluice.engine;

import io.sluice.heal.Correction;
import io.sluice.heal.Remedy;
import io.sluice.step.Fallback;
import io.sluice.step.Formulas;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what a remedy lets the present job do differently. */
final class Fallbacks {
  private final JdbcClient jdbc;
  private final Formulas formulas;

  Fallbacks(JdbcClient jdbc, Formulas formulas) {
    this.jdbc = jdbc;
    this.formulas = formulas;
  }

  private record Help(String remedy, String detail) {}

  /** Only a job that has failed before can have been helped, so that the others ask nothing. */
  Fallback current() {
    JobEntity job = Context.getCommandContext().getCurrentJob();
    if (job == null || job.getExceptionMessage() == null) return Fallback.NONE;
    return jdbc.sql(
            """
            select x.remedy, x.detail from helped_job h
            join corrective_action x on x.id = h.action where h.job = ?
            """)
        .param(job.getId())
        .query(Help.class)
        .optional()
        .map(this::fallback)
        .orElse(Fallback.NONE);
  }

  private Fallback fallback(Help help) {
    return switch (Remedy.valueOf(help.remedy())) {
      case SECOND_SOURCE -> Fallback.of(Fallback.Kind.SECOND_SOURCE);
      case LAST_GOOD -> Fallback.of(Fallback.Kind.LAST_GOOD);
      case PREVIOUS_VERSION -> Fallback.of(Fallback.Kind.PREVIOUS_VERSION);
      case ROLL_BACK -> Fallback.of(Fallback.Kind.CHAMPION);
      case CORRECT -> corrected(Correction.parse(help.detail()));
      case RETRY, WAIT, SKIP, CANCEL, ESCALATE -> Fallback.NONE;
    };
  }

  private Fallback corrected(Correction correction) {
    return new Fallback(
        Fallback.Kind.CORRECTED,
        (column, value) ->
            column.equals(correction.column())
                ? formulas.value(correction.formula(), value)
                : value);
  }
}
