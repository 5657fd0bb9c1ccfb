package io.sluice.score;

/** Which version of a model: a role ({@code champion}, {@code challenger}) or a version's id. */
public record Selector(String value) {
  public static final Selector CHAMPION = new Selector("champion");

  public Selector {
    if (value.isBlank()) throw new IllegalArgumentException("a role or a version is needed");
  }
}
