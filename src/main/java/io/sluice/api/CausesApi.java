package io.sluice.api;

import io.sluice.heal.AffectedJobs;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What stops jobs now, a line for each cause, and what was done about it. */
@RestController
@Tag(name = "Causes")
@RequestMapping("/api/causes")
class CausesApi {
  private static final int SAMPLES = 100;
  private static final int LONGEST = 1_000;

  private final CauseBook causes;
  private final AffectedJobs affected;
  private final CorrectiveActions actions;

  CausesApi(CauseBook causes, AffectedJobs affected, CorrectiveActions actions) {
    this.affected = affected;
    this.causes = causes;
    this.actions = actions;
  }

  record CauseLine(
      String id,
      String title,
      Cause cause,
      long waiting,
      long retrying,
      Instant since,
      @Nullable String taskRun) {
    static CauseLine of(CauseBook.Open open) {
      return new CauseLine(
          open.cause().id(),
          open.cause().title(),
          open.cause(),
          open.waiting(),
          open.retrying(),
          open.since(),
          open.taskRun().orElse(null));
    }
  }

  /**
   * @param warnings causes of jobs that fail and will be tried again by themselves
   */
  record CauseList(List<CauseLine> causes, List<CauseLine> warnings) {}

  /**
   * @param affected jobs that wait, at most 100
   */
  record CauseView(
      CauseLine cause,
      List<AffectedJobs.Affected> affected,
      List<CorrectiveActions.Action> actions) {}

  @Operation(summary = "Causes that stop jobs now, the oldest first, and those that may soon")
  @GetMapping
  CauseList open() {
    return new CauseList(
        causes.open().stream().map(CauseLine::of).toList(),
        causes.warnings().stream().map(CauseLine::of).toList());
  }

  record Why(@Nullable String reason) {
    String given() {
      if (reason == null || reason.isBlank() || reason.length() > LONGEST)
        throw new BadParameter("reason", "why, in at most 1,000 characters; the ledger keeps it");
      return reason;
    }
  }

  @Operation(
      summary = "Stop the remedy that is under way",
      description =
          "Jobs that were set going go on, the others are left alone, and people are asked again.")
  @PostMapping("/{cause}/stop")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stop(@PathVariable String cause, @RequestBody Why why, Principal user) {
    String reason = why.given();
    if (causes.open(cause).isEmpty())
      throw new StepRejected("unknown-cause", "no such cause stops jobs now");
    if (!actions.stop(cause, user.getName(), reason))
      throw new StepRejected("remedy-conflict", "no remedy is under way about this cause");
  }

  @Operation(summary = "A cause that stops jobs now, and all that was done about it")
  @GetMapping("/{cause}")
  CauseView one(@PathVariable String cause) {
    CauseBook.Open open =
        causes
            .open(cause)
            .orElseThrow(() -> new StepRejected("unknown-cause", "no such cause stops jobs now"));
    return new CauseView(
        CauseLine.of(open),
        affected.of(cause, AffectedJobs.State.WAITING, SAMPLES),
        actions.of(cause));
  }
}
