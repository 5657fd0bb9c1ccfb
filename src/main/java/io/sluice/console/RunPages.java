package io.sluice.console;

import io.sluice.access.Personal;
import io.sluice.collect.SourceFiles;
import io.sluice.data.DatasetCatalog;
import io.sluice.data.Home;
import io.sluice.data.Quarantine;
import io.sluice.data.QuarantineCsv;
import io.sluice.engine.Run;
import io.sluice.engine.Runs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@Controller
class RunPages {
  private static final int RUNS = 50;
  private static final int ROWS = 100;

  private final Runs runs;
  private final DatasetCatalog datasets;
  private final Quarantine quarantine;
  private final QuarantineCsv csv;
  private final SourceFiles sources;
  private final Home home;

  RunPages(
      Runs runs,
      DatasetCatalog datasets,
      Quarantine quarantine,
      QuarantineCsv csv,
      SourceFiles sources,
      Home home) {
    this.runs = runs;
    this.datasets = datasets;
    this.quarantine = quarantine;
    this.csv = csv;
    this.sources = sources;
    this.home = home;
  }

  @GetMapping("/")
  String runs(
      @RequestParam(required = false) @Nullable String state,
      Model model,
      HttpServletRequest request) {
    Run.State only = chosen(state);
    Instant now = Instant.now();
    List<RunLine> lines =
        runs.latest(RUNS, only).stream()
            .map(run -> RunLine.of(run, datasets.ofRun(run.id()), now))
            .toList();
    model.addAttribute("runs", lines);
    model.addAttribute("tally", Tally.of(lines));
    model.addAttribute("most", RUNS);
    model.addAttribute("only", only);
    model.addAttribute("states", Run.State.values());
    model.addAttribute("sources", sources.sources());
    model.addAttribute("inbox", home.path().resolve("inbox"));
    model.addAttribute("base", ServletUriComponentsBuilder.fromContextPath(request).toUriString());
    return Frame.part(request, "runs");
  }

  @GetMapping("/runs/{id}")
  @Nullable String run(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int from,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Run> run = runs.find(id);
    if (run.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return null;
    }
    Instant now = Instant.now();
    List<DatasetCatalog.Entry> made = datasets.ofRun(id);
    model.addAttribute("run", RunLine.of(run.get(), made, now));
    model.addAttribute("steps", run.get().steps().stream().map(s -> StepLine.of(s, now)).toList());
    model.addAttribute("datasets", made);
    if (Visitor.of(request).corrects())
      model.addAttribute(
          "bad", quarantine.page(id, Math.max(0, from), ROWS, Personal.visible(request)));
    return Frame.part(request, "run");
  }

  @GetMapping("/runs/{id}/quarantine.csv")
  void quarantine(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (runs.find(id).isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"quarantine.csv\"");
    csv.write(id, 0, Long.MAX_VALUE, Personal.visible(request), response.getOutputStream());
  }

  private static Run.@Nullable State chosen(@Nullable String state) {
    return Arrays.stream(Run.State.values())
        .filter(s -> s.name().equalsIgnoreCase(state))
        .findFirst()
        .orElse(null);
  }
}
