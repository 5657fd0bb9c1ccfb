package io.sluice.api.score;

import io.sluice.api.ApiSettings;
import io.sluice.api.BadParameter;
import io.sluice.api.ModelAddress;
import io.sluice.model.Imports;
import io.sluice.score.ModelName;
import io.sluice.step.StepRejected;
import io.sluice.validate.ContractCatalog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Versions that were fitted elsewhere. */
@RestController
@Tag(name = "Models")
class ImportsApi {
  private final Imports imports;
  private final ContractCatalog contracts;
  private final ApiSettings settings;

  ImportsApi(Imports imports, ContractCatalog contracts, ApiSettings settings) {
    this.imports = imports;
    this.contracts = contracts;
    this.settings = settings;
  }

  /**
   * Takes in an ONNX graph with sample rows, or an artifact of another installation.
   *
   * @param file the graph, or the zip
   * @param rows CSV of sample rows; needed for a graph
   */
  @Operation(summary = "Import a model that was fitted elsewhere")
  @PostMapping("/api/models/{model}/imports")
  ResponseEntity<Imports.Imported> take(
      @PathVariable String model,
      @RequestPart MultipartFile file,
      @RequestPart(required = false) @Nullable MultipartFile rows,
      @RequestHeader(name = "Sluice-Signature", required = false) @Nullable String signature,
      Principal user)
      throws IOException {
    ModelName name = ModelAddress.name(model);
    bound(file, Imports.LARGEST);
    if (rows != null) bound(rows, settings.maxScoreBody().toBytes());
    Imports.Sent sent =
        new Imports.Sent(file.getBytes(), Optional.ofNullable(signature), user.getName());
    Imports.Imported imported =
        zip(sent.file()) ? imports.artifact(name, sent) : graph(name, sent, rows);
    URI version = URI.create("/api/models/%s/versions/%s".formatted(model, imported.version()));
    return ResponseEntity.created(version).body(imported);
  }

  private Imports.Imported graph(ModelName model, Imports.Sent sent, @Nullable MultipartFile rows)
      throws IOException {
    String contract = imports.schema(model).contract();
    if (rows == null)
      throw new BadParameter("rows", "a CSV file of sample rows that keep contract " + contract);
    SampleRows sample = SampleRows.read(rows.getBytes(), contracts.contract(contract));
    return imports.graph(model, sent, sample.batch(), sample.expected());
  }

  /** Before anything of it is held in memory. */
  private static void bound(MultipartFile part, long most) {
    if (part.getSize() > most)
      throw new StepRejected(
          "too-large",
          "part '%s' has %,d bytes, at most %,d are taken in"
              .formatted(part.getName(), part.getSize(), most),
          Map.of("part", part.getName(), "maxBytes", most));
  }

  private static boolean zip(byte[] file) {
    return file.length > 1 && file[0] == 'P' && file[1] == 'K';
  }
}
