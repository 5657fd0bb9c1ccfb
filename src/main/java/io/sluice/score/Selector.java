package io.sluice.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which version of a model: a role ({@code champion}, {@code challenger}) or a version's id. */
public record Selector(@JsonValue String value) {
  public static final Selector CHAMPION = new Selector("champion");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Selector {
    if (value.isBlank()) throw new IllegalArgumentException("a role or a version is needed");
  }
}
