package io.sluice.api;

import io.sluice.model.Artifact;
import io.sluice.model.Models;
import io.sluice.score.ModelName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mapstruct.factory.Mappers;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Models")
@RequestMapping("/api/models")
class ModelsApi {
  static final ModelMapper MAPPER = Mappers.getMapper(ModelMapper.class);

  private final Models models;

  ModelsApi(Models models) {
    this.models = models;
  }

  record ModelList(List<ModelSummary> models) {}

  /**
   * Moves, the newest first.
   *
   * @param at the moment asked for, up to which moves are told; absent for now
   * @param champion at that moment; absent when there was none
   */
  record History(@Nullable Instant at, @Nullable String champion, List<MoveView> moves) {}

  @Operation(summary = "Models")
  @GetMapping
  ModelList all() {
    return new ModelList(models.all().stream().map(MAPPER::summary).toList());
  }

  @Operation(summary = "A model and its versions")
  @GetMapping("/{model}")
  ModelView one(@PathVariable String model) {
    return MAPPER.model(find(model));
  }

  @Operation(summary = "A version with its manifest")
  @GetMapping("/{model}/versions/{version}")
  VersionView version(@PathVariable String model, @PathVariable String version) {
    Models.Model found = find(model);
    Artifact artifact = models.artifact(found.name(), version);
    Models.Version entry =
        found.versions().stream()
            .filter(v -> v.version().equals(version))
            .findFirst()
            .orElseThrow();
    String self = "/api/models/%s/versions/%s".formatted(model, version);
    Map<String, String> links =
        Map.of("self", self, "card", self + "/card", "artifact", self + "/artifact");
    return MAPPER.version(entry, artifact.manifest(), links);
  }

  @Operation(summary = "The model card of a version, Markdown")
  @GetMapping(path = "/{model}/versions/{version}/card", produces = "text/markdown;charset=UTF-8")
  String card(@PathVariable String model, @PathVariable String version) {
    return models.artifact(find(model).name(), version).card();
  }

  /** The zip with its signature, so that another installation can check and take it. */
  @Operation(summary = "The signed artifact of a version")
  @GetMapping("/{model}/versions/{version}/artifact")
  ResponseEntity<byte[]> artifact(@PathVariable String model, @PathVariable String version) {
    Models.ArtifactFile file = models.file(find(model).name(), version);
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.parseMediaType("application/zip"));
    headers.setETag('"' + file.sha256() + '"');
    headers.setContentDisposition(
        ContentDisposition.attachment().filename(model + "-" + version + ".zip").build());
    file.signature().ifPresent(signature -> headers.set("Sluice-Signature", signature));
    return ResponseEntity.ok().headers(headers).body(file.zip());
  }

  @Operation(summary = "Which version served when")
  @GetMapping("/{model}/history")
  History history(@PathVariable String model, @RequestParam(required = false) @Nullable String at) {
    ModelName name = find(model).name();
    Instant moment = at == null ? null : moment(at);
    List<MoveView> moves =
        models.history(name).stream()
            .filter(move -> moment == null || !move.moved().isAfter(moment))
            .map(MAPPER::move)
            .toList();
    String champion = models.championAt(name, moment == null ? Instant.now() : moment).orElse(null);
    return new History(moment, champion, moves);
  }

  private Models.Model find(String model) {
    return models.find(ModelAddress.name(model)).orElseThrow(ModelAddress::unknown);
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadParameter("at", "a moment in UTC, for example 2026-11-23T08:00:00Z");
    }
  }
}
