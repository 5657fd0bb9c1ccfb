package io.sluice.decide;

import io.sluice.data.Records;
import io.sluice.data.SchemaCatalog;
import io.sluice.data.ValidRecords;
import io.sluice.step.DecisionTables.Verdict;
import io.sluice.step.Default;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the record of a decided case, in the transaction that goes on from the decision. */
@StepInfo(name = "conclude", title = "Keep the decision record")
final class Conclude implements Step<Conclude.Input, Conclude.Output> {
  private final DecisionStore store;
  private final SchemaCatalog schemas;
  private final Clock clock;

  Conclude(DecisionStore store, SchemaCatalog schemas, Clock clock) {
    this.store = store;
    this.schemas = schemas;
    this.clock = clock;
  }

  /**
   * @param band what the table of bands said
   * @param policy what the policy's table said
   * @param scorecard what the scorecard said, where it gave the score
   * @param bandFound the band where no table found it
   * @param decision what becomes of the case
   * @param human whether the last answer of a person in this run decided it
   * @param rung of the fallback ladder that gave the score
   */
  record Input(
      StepCall call,
      @Label("Record") ValidRecords records,
      @Label("Model") String model,
      @Label("Model version") @Default("") String modelVersion,
      @Label("Model role") @Default("") String modelRole,
      @Label("Score") @Nullable Double score,
      @Label("Reason codes") @Nullable List<Map<String, Object>> reasons,
      @Label("Band's verdict") @Nullable Verdict band,
      @Label("Policy's verdict") @Nullable Verdict policy,
      @Label("Decision") String decision,
      @Label("A person decided") @Default("false") boolean human,
      @Label("Fallback rung") @Default("champion") String rung,
      @Label("Scorecard's verdict") @Nullable Verdict scorecard,
      @Label("Band") @Nullable String bandFound) {}

  /**
   * @param decisionRecord its id
   */
  record Output(String decisionRecord) {}

  @Override
  public Output run(Input input) {
    StepCall call = input.call();
    Optional<String> answer = input.human() ? store.lastAnswer(call.run()) : Optional.empty();
    List<Verdict> verdicts = new ArrayList<>();
    if (input.scorecard() != null) verdicts.add(input.scorecard());
    if (input.band() != null) verdicts.add(input.band());
    if (input.policy() != null) verdicts.add(input.policy());
    DecisionRecord record =
        new DecisionRecord(
            UUID.randomUUID().toString(),
            call.run(),
            call.element(),
            call.businessKey(),
            call.flow(),
            call.flowVersion(),
            input.records().contract(),
            schemas.schema(input.records().contract()).version(),
            "",
            features(input.records()),
            input.model(),
            input.modelVersion(),
            input.modelRole(),
            input.score(),
            input.reasons() == null ? List.of() : input.reasons(),
            verdicts,
            input.decision(),
            input.rung(),
            null,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            band(input),
            null);
    store.add(record, answer.orElse(null));
    return new Output(record.id());
  }

  private static @Nullable String band(Input input) {
    if (input.bandFound() != null) return input.bandFound();
    Object band = input.band() == null ? null : input.band().outputs().get("band");
    return band == null ? null : band.toString();
  }

  private static Map<String, @Nullable Object> features(ValidRecords records) {
    if (!(records.records() instanceof Records.Inline inline) || inline.rows().size() != 1)
      throw new StepRejected("not-a-case", "a decision record is about one record");
    Map<String, @Nullable Object> features = new LinkedHashMap<>(inline.rows().getFirst());
    features.keySet().removeIf(name -> name.startsWith("_"));
    return features;
  }
}
