package io.sluice.api;

import io.sluice.publish.ScoreLookup;
import io.sluice.publish.ScoreLookup.CurrentScore;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Scoring")
class ScoresApi {
  private final ScoreLookup scores;

  ScoresApi(ScoreLookup scores) {
    this.scores = scores;
  }

  @Operation(summary = "The published score of a record")
  @GetMapping("/api/models/{model}/scores/{key}")
  CurrentScore current(@PathVariable String model, @PathVariable String key) {
    return scores
        .find(model, key)
        .orElseThrow(
            () ->
                new StepRejected(
                    "unknown-score",
                    "model '" + model + "' has no published score under this key",
                    Map.of("model", model)));
  }
}
