package io.sluice.model;

import io.sluice.score.ModelName;

/** Knows who asked for versions: four eyes see a release, so none of them may release it. */
@FunctionalInterface
public interface Requesters {

  /** Whether this user asked for a training that gave this version. */
  boolean asked(String user, ModelName model, String version);
}
