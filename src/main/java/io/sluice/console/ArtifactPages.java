package io.sluice.console;

import io.sluice.model.Models;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out what lies behind a version's page. */
@Controller
class ArtifactPages {
  private final Models models;

  ArtifactPages(Models models) {
    this.models = models;
  }

  @GetMapping("/models/{model}/versions/{version}/artifact.zip")
  ResponseEntity<byte[]> artifact(@PathVariable String model, @PathVariable String version) {
    try {
      byte[] zip = models.file(new ModelName(model), version).zip();
      return download(zip, MediaType.parseMediaType("application/zip"), model, version, "zip");
    } catch (StepRejected | IllegalArgumentException e) {
      return ResponseEntity.notFound().build();
    }
  }

  @GetMapping("/models/{model}/versions/{version}/card.md")
  ResponseEntity<byte[]> card(@PathVariable String model, @PathVariable String version) {
    try {
      String card = models.artifact(new ModelName(model), version).card();
      byte[] bytes = card.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return download(
          bytes, MediaType.parseMediaType("text/markdown;charset=UTF-8"), model, version, "md");
    } catch (StepRejected | IllegalArgumentException e) {
      return ResponseEntity.notFound().build();
    }
  }

  private static ResponseEntity<byte[]> download(
      byte[] content, MediaType type, String model, String version, String ending) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(type);
    headers.setContentDisposition(
        ContentDisposition.attachment().filename(model + "-" + version + "." + ending).build());
    return ResponseEntity.ok().headers(headers).body(content);
  }
}
