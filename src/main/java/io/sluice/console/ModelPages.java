package io.sluice.console;

import io.sluice.decide.DecisionRecords;
import io.sluice.model.Artifact;
import io.sluice.model.Models;
import io.sluice.model.approve.Proposals;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import io.sluice.watch.Drift;
import io.sluice.watch.ShadowReports;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What there is of models, who serves and why. */
@Controller
class ModelPages {
  private static final Duration DRIFT = Duration.ofDays(7);
  private static final Duration RUNGS = Duration.ofDays(30);

  private final Models models;
  private final Proposals proposals;
  private final Drift drift;
  private final ShadowReports shadows;
  private final DecisionRecords decisions;
  private final CardHtml cards = new CardHtml();

  ModelPages(
      Models models,
      Proposals proposals,
      Drift drift,
      ShadowReports shadows,
      DecisionRecords decisions) {
    this.models = models;
    this.proposals = proposals;
    this.drift = drift;
    this.shadows = shadows;
    this.decisions = decisions;
  }

  @GetMapping("/models")
  String all(Model page, HttpServletRequest request) {
    page.addAttribute("models", models.all());
    return Frame.part(request, "models");
  }

  @GetMapping("/models/{model}")
  @Nullable String one(
      @PathVariable String model,
      Model page,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Models.Model> found = find(model);
    if (found.isEmpty()) return missing(response);
    Models.Model known = found.get();
    page.addAttribute("model", known);
    page.addAttribute(
        "versions", known.versions().stream().map(v -> VersionLine.of(known, v)).toList());
    page.addAttribute("history", models.history(known.name()));
    page.addAttribute("before", before(known));
    page.addAttribute("shadow", shadows.find(known.name()).orElse(null));
    page.addAttribute("drift", known.champion().flatMap(v -> drift(known.name(), v)).orElse(null));
    page.addAttribute("rungs", rungs(known.name()));
    return Frame.part(request, "model");
  }

  @GetMapping("/models/{model}/versions/{version}")
  @Nullable String version(
      @PathVariable String model,
      @PathVariable String version,
      Model page,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Models.Model> found = find(model);
    Optional<VersionLine> line = found.flatMap(m -> line(m, version));
    if (found.isEmpty() || line.isEmpty()) return missing(response);
    ModelName name = found.get().name();
    page.addAttribute("model", found.get());
    page.addAttribute("line", line.get());
    page.addAttribute(
        "proposals", proposals.of(name).stream().filter(p -> p.version().equals(version)).toList());
    try {
      Artifact artifact = models.artifact(name, version);
      page.addAttribute("manifest", artifact.manifest());
      page.addAttribute("card", cards.of(artifact.card()));
      page.addAttribute("drift", drift(name, version).orElse(null));
    } catch (StepRejected e) {
      page.addAttribute("problem", e.reason());
    }
    return Frame.part(request, "version");
  }

  private static Optional<VersionLine> line(Models.Model model, String version) {
    return model.versions().stream()
        .filter(v -> v.version().equals(version))
        .findFirst()
        .map(v -> VersionLine.of(model, v));
  }

  private RungTable rungs(ModelName model) {
    Instant now = Instant.now();
    return RungTable.of(
        decisions.rungs(new DecisionRecords.Counted("", model.value(), now.minus(RUNGS), now)));
  }

  /** Whom a rollback would bring back; empty when there is nothing to take back. */
  private @Nullable String before(Models.Model model) {
    return models.history(model.name()).stream()
        .filter(m -> m.role().equals("champion") && m.kind().equals("RELEASE"))
        .filter(m -> m.to().equals(model.champion()) && model.champion().isPresent())
        .findFirst()
        .map(m -> m.from().orElse("none"))
        .orElse(null);
  }

  private Optional<Drift.Report> drift(ModelName model, String version) {
    try {
      return Optional.of(drift.report(model, version, Instant.now().minus(DRIFT)))
          .filter(r -> r.score().rows() > 0);
    } catch (StepRejected unreadable) {
      return Optional.empty();
    }
  }

  private Optional<Models.Model> find(String model) {
    try {
      return models.find(new ModelName(model));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String missing(HttpServletResponse response) throws IOException {
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
    return null;
  }
}
