package io.sluice.watch;

import io.sluice.decide.DecisionRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision and what the champion makes of it.
 *
 * @param decision id of the first record
 * @param redo id of the second record
 * @param decided what became of the case, and stays so
 * @param modelVersion that made the second
 * @param score null when the version refuses the record
 * @param differs whether the case would have another band
 */
public record Redo(
    String decision,
    String redo,
    String businessKey,
    String rung,
    @Nullable Double scoreThen,
    @Nullable String bandThen,
    String decided,
    String modelVersion,
    @Nullable Double score,
    @Nullable String band,
    boolean differs) {

  static Redo of(DecisionRecord first, DecisionRecord second) {
    return new Redo(
        first.id(),
        second.id(),
        first.businessKey(),
        first.rung(),
        first.score(),
        first.band(),
        first.decision(),
        second.modelVersion(),
        second.score(),
        second.band(),
        !Objects.equals(first.band(), second.band()));
  }
}
