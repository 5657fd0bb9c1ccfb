package io.sluice.model;

import io.sluice.score.ModelName;

/** Knows who asked for versions: four eyes see a release, so none of them may release it. */
public interface Requesters {

  /** Whether this user asked for a training that gave this version. */
  boolean asked(String user, ModelName model, String version);

  /** Notes who brought a version that no run of a flow trained. */
  void note(String user, ModelName model, String version, String sha256);
}
