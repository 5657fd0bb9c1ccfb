package io.sluice.score;

import io.sluice.data.Batch;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.data.ValidRecords;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores records with one version of a model, pinned for all of them. The score is the probability
 * of the model's positive class; a row that the model's spec refuses gets none.
 */
@StepInfo(name = "score", title = "Score with a model")
public final class Score implements Step<Score.Input, Score.Output> {
  private static final int MOST_REASONS = 20;

  private final ModelRuntime models;
  private final StoredScoring stored;
  private final LiveScoring live;
  private final ScoringBounds bounds;

  Score(ModelRuntime models, StoredScoring stored, LiveScoring live, ScoringBounds bounds) {
    this.models = models;
    this.stored = stored;
    this.live = live;
    this.bounds = bounds;
  }

  /** What to score and with what. */
  public record Input(
      StepCall call,
      @Label("Records") ValidRecords records,
      @Label("Model") ModelName model,
      @Label("Version") @Default("champion") Selector version,
      @Label("Reason codes") @Default("0") int reasons) {
    public Input {
      if (reasons < 0 || reasons > MOST_REASONS)
        throw new IllegalArgumentException("reasons are from 0 to " + MOST_REASONS);
    }
  }

  /**
   * @param unscored rows that the model refused
   * @param score of a single record; null of several
   * @param reasons of a single record, the strongest first; null when none were asked for or the
   *     version cannot say why
   */
  public record Output(
      Scores scores,
      String modelVersion,
      long scored,
      long unscored,
      @Nullable Double score,
      @Nullable List<Reason> reasons) {}

  @Override
  public Output run(Input input) {
    ScoringModel model = models.pin(input.model(), version(input));
    return switch (input.records().records()) {
      case Records.Inline inline -> inline(input, inline, model);
      case Records.Stored records -> stored.run(input.call(), records, model);
    };
  }

  private static Selector version(Input input) {
    return switch (input.call().fallback().kind()) {
      case PREVIOUS_VERSION -> Selector.PREVIOUS;
      case CHAMPION -> Selector.CHAMPION;
      case NONE, SECOND_SOURCE, LAST_GOOD, CORRECTED -> input.version();
    };
  }

  private Output inline(Input input, Records.Inline records, ScoringModel model) {
    StepCall call = input.call();
    call.progress().expected(records.rows().size());
    Batch batch = InlineRows.batch(records.rows(), live.columns(model));
    Scored result = scored(input, batch, model);
    double[] scores = result.scores();
    List<Map<String, Object>> scored = new ArrayList<>();
    for (int row = 0; row < scores.length; row++)
      if (!Double.isNaN(scores[row])) scored.add(row(records.rows().get(row), row, scores[row]));
    call.progress().rows(scores.length);
    call.progress().rejected(scores.length - scored.size());
    if (scored.isEmpty()) throw StoredScoring.nothingScored(scores.length);
    return new Output(
        new Scores(new Records.Inline(scored), model.name().value(), model.version()),
        model.version(),
        scored.size(),
        scores.length - scored.size(),
        scores.length == 1 ? scores[0] : null,
        result.reasons());
  }

  private record Scored(double[] scores, @Nullable List<Reason> reasons) {}

  /** Where the flow sets a deadline, whoever asks does not wait longer than that. */
  private Scored scored(Input input, Batch batch, ScoringModel model) {
    return input
        .call()
        .progress()
        .deadline()
        .map(time -> bounds.within(time, model, () -> scoredNow(input, batch, model)))
        .orElseGet(() -> scoredNow(input, batch, model));
  }

  private Scored scoredNow(Input input, Batch batch, ScoringModel model) {
    double[] scores = live.score(model, batch).scores();
    boolean why =
        scores.length == 1 && !Double.isNaN(scores[0]) && input.reasons() > 0 && model.explains();
    return new Scored(scores, why ? model.reasons(batch, input.reasons()).getFirst() : null);
  }

  private static Map<String, Object> row(Map<String, Object> record, int row, double score) {
    Map<String, Object> result = new LinkedHashMap<>();
    Object key = record.get("_key");
    result.put(Scores.KEY, key == null ? String.valueOf(row + 1) : key.toString());
    result.put(Scores.SCORE, score);
    return result;
  }
}
