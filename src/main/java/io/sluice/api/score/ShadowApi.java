package io.sluice.api.score;

import io.sluice.api.ModelAddress;
import io.sluice.step.StepRejected;
import io.sluice.watch.ShadowReport;
import io.sluice.watch.ShadowReports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How the challenger does beside the champion. */
@RestController
@Tag(name = "Scoring")
class ShadowApi {
  private final ShadowReports reports;

  ShadowApi(ShadowReports reports) {
    this.reports = reports;
  }

  @Operation(summary = "The challenger beside the champion")
  @GetMapping("/api/models/{model}/shadow")
  ShadowReport shadow(@PathVariable String model) {
    return reports
        .find(ModelAddress.name(model))
        .orElseThrow(
            () ->
                new StepRejected(
                    "unknown-shadow",
                    "model %s has no champion and challenger: POST /api/models/%s/challenger makes a version the challenger"
                        .formatted(model, model),
                    Map.of("model", model)));
  }
}
