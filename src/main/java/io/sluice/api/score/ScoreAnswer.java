package io.sluice.api.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.score.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model version says of the records of a request, in their order.
 *
 * @param version that scored all of them
 * @param target what the score is the probability of
 * @param scored records with a score
 * @param refused records without one
 */
record ScoreAnswer(
    String model,
    String version,
    String target,
    int scored,
    int refused,
    List<RecordScore> records) {

  /**
   * One record.
   *
   * @param record its position in the request, from 1
   * @param score absent when it was refused
   * @param reasons what pushed the score most; absent when nobody asked
   * @param errors why it was refused; absent when it was not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RecordScore(
      int record,
      @Nullable Double score,
      @Nullable List<Reason> reasons,
      @Nullable List<Fault> errors) {}
}
