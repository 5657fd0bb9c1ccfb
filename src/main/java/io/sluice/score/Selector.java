package io.sluice.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which version of a model: a role ({@code champion}, {@code challenger}), a version's id, or
 * {@code previous}, the version that served before the champion and would be back after a rollback.
 */
public record Selector(@JsonValue String value) {
  public static final Selector CHAMPION = new Selector("champion");
  public static final Selector PREVIOUS = new Selector("previous");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Selector {
    if (value.isBlank()) throw new IllegalArgumentException("a role or a version is needed");
  }
}
