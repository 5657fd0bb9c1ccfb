package io.sluice.api.flow;

import io.sluice.access.Personal;
import io.sluice.api.BadParameter;
import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.step.StepRejected;
import io.sluice.watch.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was decided about cases, and whether it would be decided so again. */
@RestController
@Tag(name = "Decisions")
@RequestMapping("/api/decisions")
class DecisionsApi {
  private static final int MOST = 10_000;

  private final DecisionRecords records;
  private final Replays replays;
  private final DecisionMask mask;

  DecisionsApi(DecisionRecords records, Replays replays, DecisionMask mask) {
    this.records = records;
    this.replays = replays;
    this.mask = mask;
  }

  record DecisionList(List<DecisionRecord> decisions) {}

  @Operation(
      summary = "Decision records, the newest first",
      description =
          "Personal features are shown to owners and operators only. The rung is one of the"
              + " fallback ladder, or 'degraded' for all but the champion.")
  @GetMapping
  DecisionList search(
      @RequestParam(defaultValue = "") String flow,
      @RequestParam(defaultValue = "") String businessKey,
      @RequestParam(defaultValue = "") String run,
      @RequestParam(defaultValue = "") String rung,
      @RequestParam(defaultValue = "50") int limit,
      HttpServletRequest request) {
    BadParameter.within("limit", limit, 1, 500);
    boolean personal = Personal.visible(request);
    return new DecisionList(
        records
            .search(new DecisionRecords.Search(flow, businessKey, run, false, rung), limit)
            .stream()
            .map(record -> mask.of(record, personal))
            .toList());
  }

  @Operation(summary = "One decision record")
  @GetMapping("/{id}")
  DecisionRecord one(@PathVariable String id, HttpServletRequest request) {
    return mask.of(find(id), Personal.visible(request));
  }

  private DecisionRecord find(String id) {
    return records
        .find(id)
        .orElseThrow(() -> new StepRejected("unknown-decision", "there is no such decision"));
  }

  @Operation(
      summary = "Decide a kept case again",
      description = "From its record: the same features, model version and table version.")
  @PostMapping("/{id}/replay")
  Replays.Replay replay(@PathVariable String id) {
    return replays.replay(find(id));
  }

  /**
   * @param different those that came out another way, at most 100
   */
  record ReplayReport(int replayed, int same, List<Replays.Replay> different) {}

  @Operation(summary = "Decide many kept cases again, the newest first")
  @PostMapping("/replay")
  ReplayReport replayAll(
      @RequestParam(defaultValue = "") String flow,
      @RequestParam(defaultValue = "1000") int limit) {
    BadParameter.within("limit", limit, 1, MOST);
    List<Replays.Replay> all =
        records.search(new DecisionRecords.Search(flow, "", "", false), limit).stream()
            .map(replays::replay)
            .toList();
    List<Replays.Replay> different = all.stream().filter(r -> !r.same()).toList();
    return new ReplayReport(
        all.size(), all.size() - different.size(), different.stream().limit(100).toList());
  }

  @Operation(
      summary = "Cases that people decided, as labelled rows",
      description =
          "CSV: the features, what the flow recommended, what the person answered and why. Personal"
              + " features are left out for whoever may not see them.")
  @GetMapping(path = "/feedback", produces = "text/csv")
  void feedback(
      @RequestParam(defaultValue = "") String flow,
      @RequestParam(defaultValue = "10000") int limit,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    BadParameter.within("limit", limit, 1, 100_000);
    boolean personal = Personal.visible(request);
    List<DecisionRecord> decided =
        records.search(new DecisionRecords.Search(flow, "", "", true), limit);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"feedback.csv\"");
    FeedbackCsv.write(decided, record -> mask.visible(record, personal), response.getWriter());
  }
}
