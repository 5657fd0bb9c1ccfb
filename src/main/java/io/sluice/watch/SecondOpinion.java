package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.score.InlineRows;
import io.sluice.score.Reason;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.DecisionTables;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.StepRejected;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a champion says of kept cases that it did not decide. */
final class SecondOpinion {
  private static final int REASONS = 4;
  private static final String BAND = "band";

  private final DecisionTables tables;
  private final DecisionRecords records;
  private final InstantSource clock;
  private final Map<String, Optional<String>> bands = new HashMap<>();

  /**
   * @param records where cases are looked up that the champion decided; their tables of bands are
   *     remembered for the life of this
   */
  SecondOpinion(DecisionTables tables, DecisionRecords records, InstantSource clock) {
    this.tables = tables;
    this.records = records;
    this.clock = clock;
  }

  /**
   * The record of a decision as this version makes it; it names the first one and changes nothing.
   */
  DecisionRecord on(DecisionRecord first, ScoringModel model) {
    Scored scored = scored(first, model);
    Double score = scored.score();
    Optional<Verdict> verdict =
        score == null ? Optional.empty() : table(first).flatMap(table -> band(first, table, score));
    return new DecisionRecord(
        UUID.randomUUID().toString(),
        first.run(),
        first.element(),
        first.businessKey(),
        first.flow(),
        first.flowVersion(),
        first.contract(),
        first.contractVersion(),
        "",
        first.features(),
        first.model(),
        model.version(),
        Selector.CHAMPION.value(),
        score,
        scored.reasons(),
        verdict.stream().toList(),
        first.decision(),
        DecisionRecord.CHAMPION,
        null,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        verdict.map(v -> v.outputs().get(BAND)).map(Object::toString).orElse(null),
        first.id());
  }

  private record Scored(@Nullable Double score, List<Map<String, Object>> reasons) {
    static final Scored REFUSED = new Scored(null, List.of());
  }

  private static Scored scored(DecisionRecord first, ScoringModel model) {
    try {
      Batch batch = InlineRows.batch(List.of(Replays.features(first)), model.features());
      double score = model.score(batch).scores()[0];
      if (Double.isNaN(score)) return Scored.REFUSED;
      List<Reason> reasons =
          model.explains() ? model.reasons(batch, REASONS).getFirst() : List.of();
      return new Scored(score, reasons.stream().map(SecondOpinion::fields).toList());
    } catch (StepRejected refused) {
      return Scored.REFUSED;
    }
  }

  private static Map<String, Object> fields(Reason reason) {
    return Map.of(
        "feature", reason.feature(), "contribution", reason.contribution(), "text", reason.text());
  }

  /** The table that found the band, or that finds it where the champion decides in this flow. */
  private Optional<String> table(DecisionRecord first) {
    Verdict own = Replays.bands(first);
    if (own != null) return Optional.of(own.table());
    return bands.computeIfAbsent(
        first.flow(),
        flow ->
            records
                .search(new DecisionRecords.Search(flow, "", "", false, DecisionRecord.CHAMPION), 1)
                .stream()
                .map(Replays::bands)
                .filter(Objects::nonNull)
                .map(Verdict::table)
                .findFirst());
  }

  private Optional<Verdict> band(DecisionRecord first, String table, double score) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(first.features());
    facts.put("score", score);
    try {
      return Optional.of(tables.decide(table, facts));
    } catch (StepRejected gone) {
      return Optional.empty();
    }
  }
}
