package io.sluice.api.flow;

import io.sluice.api.BadParameter;
import io.sluice.decide.DecisionRecords;
import io.sluice.step.StepRejected;
import io.sluice.watch.Redo;
import io.sluice.watch.Redos;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which rung of the fallback ladder decided, and what the champion would say of it. */
@RestController
@Tag(name = "Decisions")
@RequestMapping("/api/decisions")
class RungsApi {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int MOST = 10_000;

  /** Later ones are no time for a database. */
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final DecisionRecords records;
  private final Redos redos;

  RungsApi(DecisionRecords records, Redos redos) {
    this.records = records;
    this.redos = redos;
  }

  record RungList(Instant from, Instant to, List<DecisionRecords.RungCount> rungs) {}

  @Operation(
      summary = "How often each rung decided",
      description = "Of the last 30 days, or from one moment in UTC to another.")
  @GetMapping("/rungs")
  RungList rungs(
      @RequestParam(defaultValue = "") String flow,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Instant end = to == null ? Instant.now() : moment("to", to);
    Instant start = from == null ? end.minus(MONTH) : moment("from", from);
    if (start.isAfter(end)) throw new BadParameter("from", "a moment before 'to'");
    return new RungList(
        start, end, records.rungs(new DecisionRecords.Counted(flow, model, start, end)));
  }

  private static Instant moment(String parameter, String text) {
    try {
      Instant moment = Instant.parse(text);
      if (moment.isAfter(Instant.EPOCH) && moment.isBefore(LAST)) return moment;
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new BadParameter(parameter, "a moment in UTC, for example 2026-11-23T08:00:00Z");
  }

  /**
   * @param flow empty or absent for any
   * @param rung absent for all but the champion's
   * @param limit absent for 1,000
   */
  record Wanted(@Nullable String flow, @Nullable String rung, @Nullable Integer limit) {}

  @Operation(
      summary = "Make decisions of lower rungs again by the champion",
      description =
          "The oldest first, each once by each version. What comes of it is kept beside the first"
              + " decision and changes nothing of its case.")
  @PostMapping("/redo")
  Redos.Report redo(@RequestBody(required = false) @Nullable Wanted body) {
    Wanted wanted = body == null ? new Wanted(null, null, null) : body;
    int limit = wanted.limit() == null ? 1_000 : wanted.limit();
    return redos.redoAll(
        wanted.flow() == null ? "" : wanted.flow(),
        wanted.rung() == null || wanted.rung().isBlank() ? DecisionRecords.DEGRADED : wanted.rung(),
        BadParameter.within("limit", limit, 1, MOST));
  }

  @Operation(summary = "Make a decision again by the champion")
  @PostMapping("/{id}/redo")
  Redo redo(@PathVariable String id) {
    return redos.redo(
        records
            .find(id)
            .orElseThrow(() -> new StepRejected("unknown-decision", "there is no such decision")));
  }
}
