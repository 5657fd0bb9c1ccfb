package io.sluice.console;

import io.sluice.engine.Tasks;
import io.sluice.heal.AffectedJobs;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Outages;
import io.sluice.heal.pattern.Alert;
import io.sluice.heal.pattern.AlertBook;
import io.sluice.heal.pattern.HealingTally;
import io.sluice.step.Circuits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What stops jobs, what is done about it, and what heals by itself too often. */
@Controller
class IncidentPages {
  private static final int ACTIONS = 30;
  private static final int ALERTS = 20;
  private static final int SAMPLES = 10;
  private static final Duration LATELY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);

  private final CauseBook causes;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;
  private final Outages outages;
  private final Circuits circuits;
  private final AlertBook alerts;
  private final HealingTally tally;
  private final Tasks tasks;

  IncidentPages(
      CauseBook causes,
      AffectedJobs affected,
      CorrectiveActions actions,
      Outages outages,
      Circuits circuits,
      AlertBook alerts,
      HealingTally tally,
      Tasks tasks) {
    this.causes = causes;
    this.affected = affected;
    this.actions = actions;
    this.outages = outages;
    this.circuits = circuits;
    this.alerts = alerts;
    this.tally = tally;
    this.tasks = tasks;
  }

  @GetMapping("/incidents")
  String incidents(Model model, HttpServletRequest request) {
    Instant now = Instant.now();
    List<CauseLine> open =
        causes.open().stream()
            .map(cause -> CauseLine.of(cause, actions.current(cause.cause().id()), task(cause)))
            .toList();
    List<OutageLine> parked =
        outages.all().stream().map(o -> new OutageLine(o, task(o.open()))).toList();
    List<Alert> raised = alerts.latest(ALERTS);
    model.addAttribute("causes", open);
    model.addAttribute("outages", parked);
    model.addAttribute("warnings", causes.warnings());
    model.addAttribute("circuits", circuits.all());
    model.addAttribute("alerts", raised);
    model.addAttribute("ledger", actions.latest(ACTIONS));
    model.addAttribute("most", ACTIONS);
    model.addAttribute("effects", actions.effects(now.minus(MONTH)));
    model.addAttribute("healings", tally.since(now.minus(LATELY)));
    model.addAttribute("now", now);
    model.addAttribute("said", said(open, parked, raised));
    return Frame.part(request, "incidents");
  }

  private static String said(List<CauseLine> causes, List<OutageLine> outages, List<Alert> alerts) {
    long raised = alerts.stream().filter(alert -> alert.over() == null).count();
    return "%d causes stop jobs, %d targets are held back, %d alerts"
        .formatted(causes.size(), outages.size(), raised);
  }

  private @Nullable String task(CauseBook.Open open) {
    return open.taskRun().stream()
        .flatMap(run -> tasks.of(run).stream())
        .map(Tasks.Task::id)
        .findFirst()
        .orElse(null);
  }

  @GetMapping("/incidents/{id}")
  @Nullable String cause(
      @PathVariable String id,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Cause> cause = causes.find(id);
    if (cause.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return null;
    }
    Optional<CauseBook.Open> open = open(cause.get());
    model.addAttribute("cause", cause.get());
    model.addAttribute("open", open.orElse(null));
    model.addAttribute("task", open.map(this::task).orElse(null));
    model.addAttribute("jobs", affected.of(id, AffectedJobs.State.WAITING, SAMPLES));
    model.addAttribute("samples", affected.samples(id, SAMPLES));
    model.addAttribute("actions", actions.of(id));
    model.addAttribute("action", cause.get().outage() ? null : actions.current(id).orElse(null));
    model.addAttribute("now", Instant.now());
    return Frame.part(request, "cause");
  }

  private Optional<CauseBook.Open> open(Cause cause) {
    return cause.outage()
        ? outages.find(cause.peer()).map(Outages.Outage::open)
        : causes.open(cause.id());
  }

  @GetMapping("/alerts/{id}")
  @Nullable String alert(@PathVariable String id, Model model, HttpServletResponse response)
      throws IOException {
    Optional<Alert> alert = alerts.find(id);
    if (alert.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return null;
    }
    model.addAttribute("alert", alert.get());
    return "alert";
  }
}
