package io.sluice.watch;

import io.sluice.decide.DecisionRecord;
import io.sluice.decide.DecisionRecords;
import io.sluice.decide.Repetitions;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.DecisionTables;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes decisions of lower rungs again by the champion of now, from their records. What comes of it
 * is kept beside the first decision and changes nothing of its case: nobody is told, nothing is
 * published. Each version makes a decision again once.
 */
public final class Redos {
  private static final Logger LOG = LoggerFactory.getLogger(Redos.class);

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
    return redo(first, ready(first.model(), version), opinion());
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
    SecondOpinion opinion = opinion();
    long open = 0;
    for (String model : repetitions.models(wanted)) {
      String version = "";
      try {
        version = champion(model);
        ScoringModel ready = ready(model, version);
        for (DecisionRecord first : repetitions.open(wanted, model, version, limit - redone.size()))
          redone.add(redo(first, ready, opinion));
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

  private SecondOpinion opinion() {
    return new SecondOpinion(tables, records, clock);
  }

  private Redo redo(DecisionRecord first, ScoringModel model, SecondOpinion opinion) {
    DecisionRecord second = opinion.on(first, model);
    if (repetitions.keep(second)) return Redo.of(first, second);
    return repetitions
        .of(first.id(), model.version())
        .map(kept -> Redo.of(first, kept))
        .orElseThrow(() -> new IllegalStateException("a decision is neither new nor kept"));
  }
}
