package io.sluice.data;

import java.time.Duration;
import java.util.Optional;

/**
 * What a contract allows when a source does not answer.
 *
 * @param second source that may be asked instead
 * @param lastGood how old an answer may be that is used again
 */
public record Standby(Optional<String> second, Optional<Duration> lastGood) {
  public static final Standby NONE = new Standby(Optional.empty(), Optional.empty());
}
