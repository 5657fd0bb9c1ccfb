package io.sluice.publish;

import java.time.Instant;
import java.util.Optional;

/** Reads the published scores. */
public interface ScoreLookup {

  /** A score that consumers see. */
  record CurrentScore(
      String model, String version, String key, double score, String run, Instant published) {}

  Optional<CurrentScore> find(String model, String key);
}
