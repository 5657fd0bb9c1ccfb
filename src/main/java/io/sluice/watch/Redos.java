package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.Repetitions;
import io.sluice.score.InlineRows;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Reason;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.DecisionTables;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes decisions of lower rungs again by the champion of now, from their records. What comes of it
 * is kept beside the first decision and changes nothing of its case: nobody is told, nothing is
 * published. Each version makes a decision again once.
 */
public final class Redos {
  private static final Logger LOG = LoggerFactory.getLogger(Redos.class);
  private static final int REASONS = 4;
  private static final String BAND = "band";

  private final ModelRuntime models;
  private final DecisionTables tables;
  private final DecisionRecords records;
  private final Repetitions repetitions;
  private final InstantSource clock;

  Redos(
      ModelRuntime models,
      DecisionTables tables,
      DecisionRecords records,
      Repetitions repetitions,
      InstantSource clock) {
    this.models = models;
    this.tables = tables;
    this.records = records;
    this.repetitions = repetitions;
    this.clock = clock;
  }

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

  /**
   * What came of many.
   *
   * @param open how many wait beyond the limit, or for a champion that can score
   * @param problems why the decisions of a model were left, by model
   */
  public record Report(List<Redo> redone, long open, Map<String, String> problems) {}

  /**
   * Makes one decision again; when this champion has done so before, gives what came of it then.
   *
   * @throws StepRejected {@code redo-conflict} when it is itself one that was made again; {@code
   *     unknown-model}, {@code unknown-version} or {@code artifact-damaged} when there is no
   *     champion that can score
   * @throws StepUnavailable when the champion cannot be read now
   */
  public Redo redo(DecisionRecord first) {
    if (first.redoes() != null)
      throw new StepRejected(
          "redo-conflict",
          "this is itself made again: ask for the first decision, " + first.redoes(),
          Map.of("decision", first.redoes()));
    String version = champion(first.model());
    Optional<DecisionRecord> known = repetitions.of(first.id(), version);
    if (known.isPresent()) return Redo.of(first, known.get());
    return redo(first, ready(first.model(), version), new HashMap<>());
  }

  /**
   * Makes the decisions again that a rung made and the champion has not yet made again, the oldest
   * first.
   *
   * @param rung as in {@link DecisionRecords.Search}
   * @param limit at most so many
   */
  public Report redoAll(String flow, String rung, int limit) {
    Repetitions.Wanted wanted = new Repetitions.Wanted(flow, rung);
    List<Redo> redone = new ArrayList<>();
    Map<String, String> problems = new LinkedHashMap<>();
    Map<String, Optional<String>> bands = new HashMap<>();
    long open = 0;
    for (String model : repetitions.models(wanted)) {
      String version = "";
      try {
        version = champion(model);
        ScoringModel ready = ready(model, version);
        for (DecisionRecord first : repetitions.open(wanted, model, version, limit - redone.size()))
          redone.add(redo(first, ready, bands));
      } catch (StepRejected | StepUnavailable e) {
        problems.put(model, String.valueOf(e.getMessage()));
      }
      open += repetitions.countOpen(wanted, model, version);
    }
    LOG.info("Made {} decisions again, {} are open", redone.size(), open);
    return new Report(redone, open, problems);
  }

  private String champion(String model) {
    return models.point(new ModelName(model), Selector.CHAMPION).version();
  }

  /** By its id, so that no other version stands in for it. */
  private ScoringModel ready(String model, String version) {
    return models.pin(new ModelName(model), new Selector(version));
  }

  private Redo redo(DecisionRecord first, ScoringModel model, Map<String, Optional<String>> bands) {
    DecisionRecord second = again(first, model, bands);
    if (repetitions.keep(second)) return Redo.of(first, second);
    return repetitions
        .of(first.id(), model.version())
        .map(kept -> Redo.of(first, kept))
        .orElseThrow(() -> new IllegalStateException("a decision is neither new nor kept"));
  }

  private DecisionRecord again(
      DecisionRecord first, ScoringModel model, Map<String, Optional<String>> bands) {
    Scored scored = scored(first, model);
    Double score = scored.score();
    Optional<Verdict> verdict =
        score == null
            ? Optional.empty()
            : table(first, bands).flatMap(table -> band(first, table, score));
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
      return new Scored(score, reasons.stream().map(Redos::fields).toList());
    } catch (StepRejected refused) {
      return Scored.REFUSED;
    }
  }

  private static Map<String, Object> fields(Reason reason) {
    return Map.of(
        "feature", reason.feature(), "contribution", reason.contribution(), "text", reason.text());
  }

  /** The table that found the band, or that finds it where the champion decides in this flow. */
  private Optional<String> table(DecisionRecord first, Map<String, Optional<String>> bands) {
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
