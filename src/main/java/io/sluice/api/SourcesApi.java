package io.sluice.api;

import io.sluice.collect.SourceFiles;
import io.sluice.collect.SourceFiles.Receipt;
import io.sluice.collect.SourceFiles.Source;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@Tag(name = "Sources")
@RequestMapping("/api/sources")
class SourcesApi {
  private final SourceFiles sources;
  private final Uploads uploads;

  SourcesApi(SourceFiles sources, Uploads uploads) {
    this.sources = sources;
    this.uploads = uploads;
  }

  record SourceList(List<Source> sources) {}

  /**
   * @param known whether the same content had come before, so that no new run was started
   */
  record Taken(String run, boolean known, String href) {}

  @Operation(summary = "Sources")
  @GetMapping
  SourceList all() {
    return new SourceList(sources.sources());
  }

  @Operation(summary = "Send a file to a source")
  @PostMapping("/{source}/files")
  ResponseEntity<Taken> send(
      @PathVariable String source, @RequestPart MultipartFile file, Principal user)
      throws IOException {
    Receipt receipt = uploads.take(source, file, user.getName());
    URI href = URI.create("/api/runs/" + receipt.run());
    return ResponseEntity.status(receipt.known() ? 200 : 202)
        .location(href)
        .body(new Taken(receipt.run(), receipt.known(), href.toString()));
  }

  /**
   * Runs the last file once more, though its content is known: spec or contract may have changed.
   */
  @Operation(summary = "Run the last file of a source once more")
  @PostMapping("/{source}/runs")
  ResponseEntity<Taken> repeat(@PathVariable String source, Principal user) {
    Receipt receipt = sources.repeat(source, user.getName());
    URI href = URI.create("/api/runs/" + receipt.run());
    return ResponseEntity.accepted()
        .location(href)
        .body(new Taken(receipt.run(), false, href.toString()));
  }
}
