package io.sluice.model;

import io.sluice.score.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the models and their versions. */
public interface Models {

  /** All models that have a spec or a version, by name. */
  List<Model> all();

  Optional<Model> find(ModelName name);

  /**
   * The manifest, baseline and card of a version.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-version} or {@code artifact-damaged}
   */
  Artifact artifact(ModelName name, String version);

  /**
   * The zip of a version, as it was written.
   *
   * @throws io.sluice.step.StepRejected {@code unknown-version}, {@code artifact-damaged} or {@code
   *     artifact-unsigned}
   */
  ArtifactFile file(ModelName name, String version);

  /** Every move of the model's roles, the newest first. */
  List<Move> history(ModelName name);

  /** Which version served at a moment; a release counts from the moment of its move on. */
  Optional<String> championAt(ModelName name, Instant moment);

  /**
   * An artifact as it lies on disk.
   *
   * @param signature of the sha-256, Base64; empty when it has none
   */
  record ArtifactFile(byte[] zip, String sha256, Optional<String> signature) {}

  /**
   * A move of a role.
   *
   * @param role champion, challenger or retired
   * @param kind release, rollback, challenge, retire or reinstate, in upper case
   * @param from the version before, if any
   * @param to the version after, if any
   */
  record Move(
      String role,
      String kind,
      Optional<String> from,
      Optional<String> to,
      Mover by,
      Instant moved) {}

  /**
   * A model.
   *
   * @param champion the released version
   * @param challenger the version that is tried beside it
   * @param versions the newest first
   */
  record Model(
      ModelName name,
      Optional<String> champion,
      Optional<String> challenger,
      List<Version> versions) {}

  /**
   * An immutable version of a model.
   *
   * @param version the first 12 digits of the hash
   * @param sha256 of its artifact
   * @param run that trained it
   * @param metrics on the hold-out; null without a target
   * @param retired whether it was taken out of use
   */
  record Version(
      String version,
      String sha256,
      Instant created,
      String run,
      @Nullable Metrics metrics,
      boolean retired) {}
}
