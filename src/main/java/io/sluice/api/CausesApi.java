package io.sluice.api;

import io.sluice.heal.AffectedJobs;
import io.sluice.heal.Cause;
import io.sluice.heal.CauseBook;
import io.sluice.heal.CorrectiveActions;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stops jobs now, a line for each cause, and what was done about it. */
@RestController
@Tag(name = "Causes")
@RequestMapping("/api/causes")
class CausesApi {
  private static final int SAMPLES = 100;

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
