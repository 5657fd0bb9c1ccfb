package io.sluice.api.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.api.BadParameter;
import io.sluice.engine.FlowVersions;
import io.sluice.engine.gate.Finding;
import io.sluice.engine.gate.FlowFile;
import io.sluice.engine.template.StepTemplates;
import io.sluice.step.Landscape;
import io.sluice.step.Step;
import io.sluice.step.StepRejected;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Flows as versions: lint, deploy, compare, roll back, move runs. */
@RestController
@Tag(name = "Flows")
@RequestMapping("/api/flows")
class FlowsApi {
  private static final int LARGEST = 1 << 20;
  private static final int MOST_FILES = 50;

  private final FlowVersions flows;

  private final Landscape landscape;
  private final List<Class<?>> steps;

  FlowsApi(FlowVersions flows, Landscape landscape, List<Step<?, ?>> steps) {
    this.flows = flows;
    this.landscape = landscape;
    this.steps = steps.stream().<Class<?>>map(AopUtils::getTargetClass).toList();
  }

  record FlowList(List<FlowVersions.Version> flows) {}

  record VersionList(List<FlowVersions.Version> versions) {}

  record Findings(long errors, long warnings, List<Finding> findings) {}

  @Operation(summary = "The newest version of each flow")
  @GetMapping
  FlowList latest() {
    return new FlowList(flows.latest());
  }

  @Operation(
      summary = "The steps, as element templates for the Camunda Modeler",
      description = "With the models and connectors that there are now as choices.")
  @GetMapping("/templates")
  List<? extends JsonNode> templates() {
    return StepTemplates.of(steps, landscape);
  }

  @Operation(summary = "All versions of a flow, the newest first")
  @GetMapping("/{flow}/versions")
  VersionList versions(@PathVariable String flow) {
    return new VersionList(flows.of(flow));
  }

  @Operation(summary = "The BPMN of a version")
  @GetMapping(path = "/{flow}/versions/{version}/bpmn", produces = "application/xml")
  byte[] content(@PathVariable String flow, @PathVariable int version) {
    return flows.content(flow, version);
  }

  @Operation(
      summary = "Say what is wrong with flows, tables and forms",
      description =
          "Files as parts named 'file', names ending in .bpmn, .dmn or .form: what the deployment"
              + " would refuse, and what somebody may regret.")
  @PostMapping(path = "/lint", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Findings lint(@RequestParam("file") List<MultipartFile> files) throws IOException {
    List<Finding> findings = flows.judge(read(files));
    long errors = findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).count();
    return new Findings(errors, findings.size() - errors, findings);
  }

  @Operation(
      summary = "Deploy flows, tables and forms as one bundle",
      description = "All of it or nothing; of unchanged files there is no new version.")
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  FlowVersions.Deployed deploy(@RequestParam("file") List<MultipartFile> files, Principal user)
      throws IOException {
    return flows.deploy(read(files), user.getName());
  }

  private static List<FlowFile> read(List<MultipartFile> files) throws IOException {
    if (files.size() > MOST_FILES)
      throw new BadParameter("file", "at most " + MOST_FILES + " files");
    List<FlowFile> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (MultipartFile file : files) {
      String name = String.valueOf(file.getOriginalFilename());
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.(bpmn|dmn|form)"))
        throw new BadParameter(
            "file",
            "named with letters, digits, points and dashes, ending in .bpmn, .dmn or .form");
      if (!names.add(name)) throw new BadParameter("file", "each name once");
      if (file.getSize() > LARGEST)
        throw new StepRejected(
            "too-large",
            "file %s is larger than 1 MB".formatted(name),
            Map.of("maxBytes", LARGEST));
      read.add(new FlowFile(name, file.getBytes()));
    }
    return read;
  }

  @Operation(summary = "What differs between two versions of a flow")
  @GetMapping("/{flow}/diff")
  FlowVersions.Difference difference(
      @PathVariable String flow, @RequestParam int from, @RequestParam int to) {
    return flows.difference(flow, from, to);
  }

  record Wanted(@Nullable Integer version) {}

  @Operation(
      summary = "Make an earlier version the newest again",
      description = "Runs stay on the versions that they are on.")
  @PostMapping("/{flow}/rollback")
  FlowVersions.Deployed rollback(
      @PathVariable String flow, @RequestBody Wanted body, Principal user) {
    if (body.version() == null) throw new BadParameter("version", "the number of a version");
    return flows.rollback(flow, body.version(), user.getName());
  }

  record Moves(@Nullable Integer from, @Nullable Integer to, @Nullable Boolean trial) {}

  @Operation(
      summary = "Move the runs of one version to another",
      description =
          "By elements of the same id. With \"trial\": true only tells what would come of it."
              + " Runs that cannot be moved stay where they are, each with the reason.")
  @PostMapping("/{flow}/migration")
  FlowVersions.Migration migrate(
      @PathVariable String flow, @RequestBody Moves body, Principal user) {
    if (body.from() == null) throw new BadParameter("from", "the number of a version");
    if (body.to() == null) throw new BadParameter("to", "the number of a version");
    return flows.migrate(
        flow, body.from(), body.to(), Boolean.TRUE.equals(body.trial()), user.getName());
  }
}
