package io.sluice.console;

import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.heal.Outages;
import io.sluice.heal.pattern.AlertBook;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of the page about incidents; each wants a reason, which the ledger keeps. */
@Controller
class IncidentMoves {
  private static final String PAGE = "redirect:/incidents";
  private static final int LONGEST = 2_000;
  private static final int LONGEST_STOP = 1_000;

  private final CauseBook causes;
  private final CorrectiveActions actions;
  private final Outages outages;
  private final AlertBook alerts;

  IncidentMoves(CauseBook causes, CorrectiveActions actions, Outages outages, AlertBook alerts) {
    this.causes = causes;
    this.actions = actions;
    this.outages = outages;
    this.alerts = alerts;
  }

  @PostMapping("/incidents/park")
  String park(
      @RequestParam String target,
      @RequestParam String reason,
      HttpServletRequest request,
      RedirectAttributes next) {
    if (lacks(target, reason, next)) return PAGE;
    if (outages.park(target, user(request), reason.strip()))
      next.addFlashAttribute("done", "Jobs that call " + target + " are held back now.");
    else next.addFlashAttribute("problem", target + " is held back already.");
    return PAGE;
  }

  @PostMapping("/incidents/release")
  String release(
      @RequestParam String target,
      @RequestParam String reason,
      HttpServletRequest request,
      RedirectAttributes next) {
    if (lacks(target, reason, next)) return PAGE;
    if (outages.release(target, user(request), reason.strip()))
      next.addFlashAttribute("done", "Jobs that call " + target + " go on, in growing cohorts.");
    else next.addFlashAttribute("problem", target + " is not held back.");
    return PAGE;
  }

  @PostMapping("/incidents/{cause}/stop")
  String stop(
      @PathVariable String cause,
      @RequestParam String reason,
      HttpServletRequest request,
      RedirectAttributes next) {
    if (causes.find(cause).isEmpty()) return PAGE;
    if (reason.isBlank() || reason.length() > LONGEST_STOP)
      next.addFlashAttribute("problem", "Say why, in at most 1,000 characters.");
    else if (actions.stop(cause, user(request), reason.strip()))
      next.addFlashAttribute("done", "The remedy is stopped; the task asks again.");
    else next.addFlashAttribute("problem", "No remedy is under way.");
    return "redirect:/incidents/" + cause;
  }

  @PostMapping("/alerts/{id}/acknowledge")
  String acknowledge(
      @PathVariable String id,
      @RequestParam String note,
      HttpServletRequest request,
      RedirectAttributes next) {
    String page = "redirect:/alerts/" + id;
    if (alerts.find(id).isEmpty()) return PAGE;
    if (note.isBlank() || note.length() > LONGEST)
      next.addFlashAttribute("problem", "Say what was found, in at most 2,000 characters.");
    else if (alerts.acknowledge(id, user(request), note.strip()))
      next.addFlashAttribute("done", "The alert is acknowledged.");
    else next.addFlashAttribute("problem", "Another person was faster.");
    return page;
  }

  private static boolean lacks(String target, String reason, RedirectAttributes next) {
    boolean lacks = target.isBlank() || reason.isBlank() || reason.length() > LONGEST;
    if (lacks)
      next.addFlashAttribute("problem", "Name a target, and say why in at most 2,000 characters.");
    return lacks;
  }

  private static String user(HttpServletRequest request) {
    return String.valueOf(request.getRemoteUser());
  }
}
