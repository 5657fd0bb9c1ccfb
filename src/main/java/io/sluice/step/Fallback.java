package io.sluice.step;

import org.jspecify.annotations.Nullable;

/**
 * What a remedy lets a step do differently when its job is tried again; a step that knows nothing
 * of it works as always.
 */
public record Fallback(Kind kind, Correction correction) {
  public static final Fallback NONE = new Fallback(Kind.NONE, Correction.NONE);

  /** In whose stead. */
  public enum Kind {
    NONE,
    /** The contract's second source is asked. */
    SECOND_SOURCE,
    /** The source's last answer is taken, within its freshness. */
    LAST_GOOD,
    /** The model version that was champion before scores. */
    PREVIOUS_VERSION,
    /** The champion of now scores, whichever version the run was bound to. */
    CHAMPION,
    /** Values are put right as a person said. */
    CORRECTED
  }

  /** Puts values right. */
  @FunctionalInterface
  public interface Correction {
    Correction NONE = (column, value) -> value;

    @Nullable Object correct(String column, @Nullable Object value);
  }

  public static Fallback of(Kind kind) {
    return new Fallback(kind, Correction.NONE);
  }
}
