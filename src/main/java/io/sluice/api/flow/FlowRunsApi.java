package io.sluice.api.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.api.BadParameter;
import io.sluice.api.ModelAddress;
import io.sluice.engine.Signals;
import io.sluice.engine.Starts;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Selector;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts runs of flows, and tells them what happened meanwhile. */
@RestController
@Tag(name = "Flows")
class FlowRunsApi {
  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_REASON = 1_000;

  private final Starts starts;
  private final Signals signals;
  private final Inputs inputs;
  private final ModelRuntime models;

  FlowRunsApi(Starts starts, Signals signals, Inputs inputs, ModelRuntime models) {
    this.models = models;
    this.starts = starts;
    this.signals = signals;
    this.inputs = inputs;
  }

  /**
   * @param ended whether the result is here; else the run waits for something, and the link tells
   * @param result by name, of an ended run
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Begun(
      String run,
      boolean ended,
      @Nullable Map<String, @Nullable Object> result,
      Map<String, String> links) {}

  @Operation(
      summary = "Start a run",
      description =
          "The body has a field for each input of the flow's start event, and may have a"
              + " businessKey. 200 with the result when the run meets no wait, 202 with a link when"
              + " it does. The same Idempotency-Key with the same body gives the same answer.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
  @PostMapping(path = "/api/flows/{flow}/runs", consumes = "application/json")
  ResponseEntity<Begun> start(
      @PathVariable String flow,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      HttpServletRequest request,
      Principal user)
      throws IOException {
    ObjectNode body = JsonBody.read(request);
    Inputs.Given given = inputs.of(starts.signature(flow), body);
    Starts.Answer answer =
        starts.start(
            new Starts.Order(
                flow,
                user.getName(),
                checked(key),
                JsonBody.hash(flow, body),
                given.businessKey(),
                given.values()));
    String self = "/api/runs/" + answer.run();
    Begun begun =
        new Begun(
            answer.run(),
            answer.ended(),
            answer.ended() ? answer.result() : null,
            Map.of("self", self));
    return ResponseEntity.status(answer.ended() ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .location(URI.create(self))
        .body(begun);
  }

  private static String checked(@Nullable String key) {
    if (key == null || key.isBlank() || key.length() > LONGEST_KEY)
      throw new BadParameter(
          "Idempotency-Key",
          "a header of 1 to 255 characters, new for each new request, the same when one is sent"
              + " again");
    return key;
  }

  @Operation(
      summary = "Give a run a message that it waits for",
      description = "The body has a field for each input of the event that waits; it may be empty.")
  @PostMapping("/api/runs/{run}/messages/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void message(
      @PathVariable String run,
      @PathVariable String name,
      HttpServletRequest request,
      Principal user)
      throws IOException {
    Inputs.Given given = inputs.of(signals.signature(run, name), JsonBody.read(request));
    signals.message(run, name, user.getName(), given.values());
  }

  record Cancellation(@Nullable String reason) {}

  @Operation(
      summary = "Cancel a run",
      description = "What it did outside is taken back as its flow draws it.")
  @PostMapping("/api/runs/{run}/cancellation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(
      @PathVariable String run,
      @org.springframework.web.bind.annotation.RequestBody Cancellation asked,
      Principal user) {
    String reason = asked.reason();
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON)
      throw new BadParameter("reason", "a text of 1 to 1,000 characters that says why");
    signals.cancel(run, user.getName(), reason.strip());
  }

  /**
   * @param model whose version it is
   */
  record ModelVersion(@Nullable String model, @Nullable String version) {}

  @Operation(summary = "Let a waiting case go on with another model version")
  @PostMapping("/api/runs/{run}/model-version")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void repin(
      @PathVariable String run,
      @org.springframework.web.bind.annotation.RequestBody ModelVersion wanted,
      Principal user) {
    if (wanted.model() == null) throw new BadParameter("model", "the name of the model");
    if (wanted.version() == null || wanted.version().isBlank())
      throw new BadParameter("version", "the id of a version, or a role");
    String version =
        models.pin(ModelAddress.name(wanted.model()), new Selector(wanted.version())).version();
    signals.repin(run, user.getName(), version);
  }
}
