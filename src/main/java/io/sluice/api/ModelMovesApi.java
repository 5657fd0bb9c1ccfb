package io.sluice.api;

import io.sluice.model.Mover;
import io.sluice.model.Releases;
import io.sluice.model.Retirement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What changes who serves; the caller's name goes into the history. */
@RestController
@Tag(name = "Releases")
@RequestMapping("/api/models/{model}")
class ModelMovesApi {
  private final Releases releases;
  private final Retirement retirement;

  ModelMovesApi(Releases releases, Retirement retirement) {
    this.releases = releases;
    this.retirement = retirement;
  }

  /**
   * @param sha256 of the artifact that was decided on; absent for whichever it is
   * @param champion that it was compared with, "" for none; absent for whichever it is now
   */
  record Release(@Nullable String version, @Nullable String sha256, @Nullable String champion) {}

  /**
   * @param version null for none
   */
  record Chosen(@Nullable String version) {}

  /** Where a role was and is; the same when nothing had to be done. */
  record Moved(@Nullable String from, @Nullable String to) {}

  @Operation(summary = "Make a version the champion")
  @PostMapping("/release")
  Moved release(@PathVariable String model, @RequestBody Release body, Principal user) {
    if (body.version() == null || body.version().isBlank())
      throw new BadParameter("version", "the version to release");
    Releases.Wanted wanted =
        new Releases.Wanted(
            body.version(),
            Optional.ofNullable(body.sha256()),
            Optional.ofNullable(body.champion()));
    return ModelsApi.MAPPER.moved(
        releases.release(ModelAddress.name(model), wanted, Mover.person(user.getName())));
  }

  /** Takes back the champion, or only this version if it still is the champion. */
  @Operation(summary = "Take the champion back")
  @PostMapping("/rollback")
  Moved rollback(
      @PathVariable String model,
      @RequestBody(required = false) @Nullable Chosen body,
      Principal user) {
    return ModelsApi.MAPPER.moved(
        releases.rollback(
            ModelAddress.name(model),
            Optional.ofNullable(body).map(Chosen::version),
            Mover.person(user.getName())));
  }

  @Operation(summary = "Make a version the challenger")
  @PostMapping("/challenger")
  Moved challenge(@PathVariable String model, @RequestBody Chosen body, Principal user) {
    return ModelsApi.MAPPER.moved(
        releases.challenge(
            ModelAddress.name(model),
            Optional.ofNullable(body.version()),
            Mover.person(user.getName())));
  }

  @Operation(summary = "Take a version out of use")
  @PostMapping("/versions/{version}/retire")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void retire(@PathVariable String model, @PathVariable String version, Principal user) {
    retirement.retire(ModelAddress.name(model), version, Mover.person(user.getName()));
  }

  @Operation(summary = "Bring a retired version back")
  @PostMapping("/versions/{version}/reinstate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reinstate(@PathVariable String model, @PathVariable String version, Principal user) {
    retirement.reinstate(ModelAddress.name(model), version, Mover.person(user.getName()));
  }
}
