package io.sluice.api;

import io.sluice.access.Personal;
import io.sluice.data.Quarantine;
import io.sluice.data.QuarantineCsv;
import io.sluice.engine.Run;
import io.sluice.engine.Runs;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Runs")
@RequestMapping("/api/runs")
class RunsApi {
  private final RunReports reports;
  private final Quarantine quarantine;
  private final QuarantineCsv csv;

  RunsApi(RunReports reports, Quarantine quarantine, QuarantineCsv csv) {
    this.reports = reports;
    this.quarantine = quarantine;
    this.csv = csv;
  }

  /** A list in an object, so that paging can be added. */
  record RunList(List<RunSummary> runs) {}

  @Operation(summary = "Runs, the newest first, by flow, business key and state")
  @GetMapping
  RunList search(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "") String flow,
      @RequestParam(defaultValue = "") String businessKey,
      @RequestParam(defaultValue = "50") int limit) {
    return new RunList(
        reports.search(
            new Runs.Search(flow, businessKey, state == null ? null : parse(state)),
            BadParameter.within("limit", limit, 1, 500)));
  }

  @Operation(summary = "A run with steps, datasets and lineage")
  @GetMapping("/{id}")
  RunView one(@PathVariable String id) {
    return reports.find(id).orElseThrow(() -> unknown());
  }

  @Operation(summary = "Rows that a run turned away")
  @GetMapping(path = "/{id}/quarantine", produces = "application/json")
  Quarantine.Page bad(
      @PathVariable String id,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(defaultValue = "0") int offset,
      HttpServletRequest request) {
    one(id);
    return quarantine.page(
        id,
        BadParameter.within("offset", offset, 0, Integer.MAX_VALUE),
        BadParameter.within("limit", limit, 1, 1_000),
        Personal.visible(request));
  }

  @Operation(hidden = true, summary = "Rows that a run turned away, CSV")
  @GetMapping(path = "/{id}/quarantine", produces = "text/csv")
  void badAsCsv(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(defaultValue = "0") int offset,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    one(id);
    BadParameter.within("offset", offset, 0, Integer.MAX_VALUE);
    long most =
        limit == null ? Long.MAX_VALUE : BadParameter.within("limit", limit, 1, Integer.MAX_VALUE);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"quarantine.csv\"");
    csv.write(id, offset, most, Personal.visible(request), response.getOutputStream());
  }

  private static Run.State parse(String text) {
    try {
      return Run.State.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadParameter("state", "one of " + Arrays.toString(Run.State.values()));
    }
  }

  private static StepRejected unknown() {
    return new StepRejected("unknown-run", "there is no such run");
  }
}
