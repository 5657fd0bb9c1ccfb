package io.sluice.collect;

import io.sluice.data.Standby;
import io.sluice.data.Standbys;
import io.sluice.step.Fallback;
import io.sluice.step.StepUnavailable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a source, or whom its contract lets stand in for it. */
final class Questions {
  private final Lookup lookup;
  private final Standbys standbys;
  private final LastAnswers last;

  Questions(Lookup lookup, Standbys standbys, LastAnswers last) {
    this.lookup = lookup;
    this.standbys = standbys;
    this.last = last;
  }

  /**
   * @param contract that may name a standby; null when there is none
   * @throws StepUnavailable also when the contract allows no such fallback, or no answer is fresh
   *     enough
   */
  Map<String, @Nullable Object> ask(
      String source,
      Map<String, @Nullable Object> question,
      @Nullable String contract,
      Fallback fallback) {
    Standby standby = contract == null ? Standby.NONE : standbys.standby(contract, source);
    return switch (fallback.kind()) {
      case SECOND_SOURCE ->
          lookup.ask(
              standby.second().orElseThrow(() -> none(source, contract, "second source")),
              question);
      case LAST_GOOD -> lastGood(source, question, contract, standby);
      default -> {
        Map<String, @Nullable Object> answer = lookup.ask(source, question);
        standby.lastGood().ifPresent(age -> last.keep(source, question, answer, age));
        yield answer;
      }
    };
  }

  private Map<String, @Nullable Object> lastGood(
      String source,
      Map<String, @Nullable Object> question,
      @Nullable String contract,
      Standby standby) {
    Duration age =
        standby.lastGood().orElseThrow(() -> none(source, contract, "use of last answers"));
    return last.find(source, question, age)
        .orElseThrow(
            () ->
                new StepUnavailable(
                    "there is no answer of %s to this question that is not older than %s"
                        .formatted(source, age),
                    null));
  }

  private static StepUnavailable none(String source, @Nullable String contract, String what) {
    return new StepUnavailable(
        "%s names no %s for %s"
            .formatted(contract == null ? "no contract" : "contract " + contract, what, source),
        null);
  }
}
