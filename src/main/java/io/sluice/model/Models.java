package io.sluice.model;

import io.sluice.score.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
   * A model.
   *
   * @param champion the released version
   * @param versions the newest first
   */
  record Model(ModelName name, Optional<String> champion, List<Version> versions) {}

  /**
   * An immutable version of a model.
   *
   * @param version the first 12 digits of the hash
   * @param sha256 of its artifact
   * @param run that trained it
   */
  record Version(String version, String sha256, Instant created, String run, Metrics metrics) {}
}
