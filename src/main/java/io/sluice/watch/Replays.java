package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.decide.DecisionRecord;
import io.sluice.score.InlineRows;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.DecisionTables;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides a kept case again from its record: the same features on the same version must give the
 * same score, and the table of bands of that time the same band. What differs after a dependency
 * changed is what that change would do to decisions.
 */
public final class Replays {
  private static final String BAND = "band";
  private static final String SCORE = "score";

  private final ModelRuntime models;
  private final DecisionTables tables;

  Replays(ModelRuntime models, DecisionTables tables) {
    this.models = models;
    this.tables = tables;
  }

  /**
   * What came of it.
   *
   * @param same whether score and band are the same, bit by bit
   * @param why what is not the same, or why it could not be replayed; empty when all is the same
   */
  public record Replay(
      String decision,
      boolean same,
      @Nullable Double score,
      @Nullable Double scoreThen,
      @Nullable String band,
      @Nullable String bandThen,
      String why) {}

  public Replay replay(DecisionRecord record) {
    Verdict then = bands(record);
    String bandThen = then == null ? null : text(then);
    if (record.score() == null)
      return new Replay(
          record.id(), true, null, null, bandThen, bandThen, "it was decided without a score");
    try {
      double score = score(record);
      String band = then == null ? null : text(again(record, then, score));
      List<String> different = new ArrayList<>();
      if (Double.doubleToLongBits(score) != Double.doubleToLongBits(record.score()))
        different.add("the score");
      if (!Objects.equals(band, bandThen)) different.add("the band");
      return new Replay(
          record.id(),
          different.isEmpty(),
          score,
          record.score(),
          band,
          bandThen,
          String.join(" and ", different));
    } catch (StepRejected e) {
      return new Replay(record.id(), false, null, record.score(), null, bandThen, e.reason());
    }
  }

  /** The first verdict that gave a band. */
  static @Nullable Verdict bands(DecisionRecord record) {
    return record.verdicts().stream()
        .filter(verdict -> verdict.outputs().containsKey(BAND))
        .findFirst()
        .orElse(null);
  }

  private double score(DecisionRecord record) {
    if (record.modelVersion().isEmpty()) return byTable(record);
    ScoringModel model =
        models.kept(new ModelName(record.model()), new Selector(record.modelVersion()));
    Batch batch = InlineRows.batch(List.of(features(record)), model.features());
    return model.score(batch).scores()[0];
  }

  /** No model scored it, but a table did. */
  private double byTable(DecisionRecord record) {
    Verdict then =
        record.verdicts().stream()
            .filter(verdict -> verdict.outputs().containsKey(SCORE))
            .findFirst()
            .orElseThrow(
                () -> new StepRejected("no-model", "the record does not say what scored it"));
    Verdict now = tables.decide(then.table(), then.version(), record.features());
    return now.outputs().get(SCORE) instanceof Number score ? score.doubleValue() : Double.NaN;
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // a missing value is null in the row
  static Map<String, Object> features(DecisionRecord record) {
    return (Map<String, Object>) (Map<String, ?>) record.features();
  }

  private Verdict again(DecisionRecord record, Verdict then, double score) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(record.features());
    facts.put(SCORE, score);
    return tables.decide(then.table(), then.version(), facts);
  }

  private static String text(Verdict verdict) {
    return String.valueOf(verdict.outputs().get(BAND));
  }
}
