package io.sluice.api.draft;

import io.sluice.api.BadParameter;
import io.sluice.api.ModelAddress;
import io.sluice.collect.SourceFiles;
import io.sluice.draft.Draft;
import io.sluice.draft.Drafts;
import io.sluice.draft.Wish;
import io.sluice.score.ModelName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** From an unknown table to a model: draft, look through, accept. */
@RestController
@Tag(name = "Drafts")
@RequestMapping("/api/models/drafts")
class DraftsApi {
  private final Drafts drafts;

  DraftsApi(Drafts drafts) {
    this.drafts = drafts;
  }

  /**
   * @param contract YAML; absent for the draft's own
   * @param spec YAML; absent for the draft's own
   */
  record Accepted(@Nullable String contract, @Nullable String spec) {}

  /** The run that trains, and where its approval will be. */
  record Started(String run, Map<String, String> links) {}

  /**
   * @param file labelled CSV; absent when a source is named
   * @param source whose last file is taken
   */
  @Operation(summary = "Draft contract and spec from a labelled table")
  @PostMapping
  ResponseEntity<Draft> make(
      @RequestParam String model,
      @RequestParam String target,
      @RequestParam(defaultValue = "") String positive,
      @RequestParam(required = false) @Nullable List<String> key,
      @RequestParam(required = false) @Nullable String source,
      @RequestPart(required = false) @Nullable MultipartFile file)
      throws IOException {
    Wish wish = new Wish(named(model), target, positive, key == null ? List.of() : key);
    return ResponseEntity.created(URI.create("/api/models/drafts/" + model))
        .body(make(wish, source, file));
  }

  /** A new name may be wrong; one in an address just is not there. */
  private static ModelName named(String model) {
    try {
      return new ModelName(model);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("model", "a name of lower-case letters, digits and dashes");
    }
  }

  private Draft make(Wish wish, @Nullable String source, @Nullable MultipartFile file)
      throws IOException {
    if ((source == null) == (file == null))
      throw new BadParameter("file", "a labelled CSV file, or 'source' names who sent one");
    if (source != null) return drafts.make(wish, source);
    try (InputStream content = file.getInputStream()) {
      return drafts.make(wish, content);
    }
  }

  @Operation(summary = "A draft")
  @GetMapping("/{model}")
  Draft find(@PathVariable String model) {
    return drafts.find(ModelAddress.name(model));
  }

  @Operation(summary = "Accept a draft and train")
  @PutMapping("/{model}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Started accept(
      @PathVariable String model,
      @RequestBody(required = false) @Nullable Accepted body,
      Principal user) {
    Draft draft = drafts.find(ModelAddress.name(model));
    String contract = body == null || body.contract() == null ? draft.contract() : body.contract();
    String spec = body == null || body.spec() == null ? draft.spec() : body.spec();
    SourceFiles.Receipt receipt =
        drafts.accept(ModelAddress.name(model), contract, spec, user.getName());
    String run = "/api/runs/" + receipt.run();
    return new Started(receipt.run(), Map.of("run", run, "approval", run + "/tasks/approve"));
  }

  @Operation(summary = "Throw a draft away")
  @DeleteMapping("/{model}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String model) {
    drafts.discard(ModelAddress.name(model));
  }
}
