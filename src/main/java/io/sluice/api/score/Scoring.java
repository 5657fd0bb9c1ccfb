package io.sluice.api.score;

import io.sluice.api.score.ScoreAnswer.RecordScore;
import io.sluice.data.Batch;
import io.sluice.score.LiveScoring;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.Reason;
import io.sluice.score.Refusal;
import io.sluice.score.ScoredBatch;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepRejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes records, holds them against the contract, scores the good ones and says why others not. */
final class Scoring {

  /** Errors that a problem document lists. */
  private static final int TOLD = 100;

  private final ModelRuntime runtime;
  private final FieldsCache fields;
  private final LiveScoring live;

  Scoring(ModelRuntime runtime, FieldsCache fields, LiveScoring live) {
    this.runtime = runtime;
    this.fields = fields;
    this.live = live;
  }

  /**
   * What is asked.
   *
   * @param reasons how many to give for each score
   * @param partial whether records are scored although others of the request cannot be
   */
  record Question(ModelName model, Selector version, int reasons, boolean partial) {}

  /** Reads the records of a request. */
  @FunctionalInterface
  interface Reading {
    void into(SentRecords records, char delimiter) throws IOException;
  }

  /**
   * @throws StepRejected {@code unknown-model} and the like; {@code unreadable-records}; {@code
   *     no-records}; {@code invalid-records} when one cannot be scored and the request is not
   *     partial
   */
  ScoreAnswer score(Question question, Reading reading) throws IOException {
    ScoringModel model = runtime.latest(question.model(), question.version());
    Fields wanted = fields.of(model);
    SentRecords records = new SentRecords(wanted);
    reading.into(records, wanted.contract().schema().delimiter());
    if (records.size() == 0)
      throw new StepRejected("no-records", "there is no record: one to 10,000 are right");
    SentRecords.Judged judged = records.judged();
    if (!question.partial()) refuse(judged.faults());
    Outcome outcome = outcome(model, judged, question.reasons());
    if (!question.partial()) refuse(outcome.faults());
    return answer(model, outcome);
  }

  /**
   * @param scores by record, NaN for a refused one
   * @param reasons by record; empty when nobody asked
   */
  private record Outcome(double[] scores, List<List<Reason>> reasons, List<Fault> faults) {}

  private Outcome outcome(ScoringModel model, SentRecords.Judged judged, int most) {
    Batch all = judged.batch();
    if (judged.faults().isEmpty()) {
      ScoredBatch scored = live.score(model, all);
      return new Outcome(scored.scores(), reasons(model, all, most), faults(scored, null));
    }
    BitSet bad = new BitSet();
    judged.faults().forEach(fault -> bad.set(fault.record() - 1));
    int[] good = IntStream.range(0, all.size()).filter(row -> !bad.get(row)).toArray();
    double[] scores = new double[all.size()];
    Arrays.fill(scores, Double.NaN);
    List<Fault> faults = new ArrayList<>(judged.faults());
    if (good.length > 0) {
      ScoredBatch scored = live.score(model, all.pick(good));
      for (int i = 0; i < good.length; i++) scores[good[i]] = scored.scores()[i];
      faults.addAll(faults(scored, good));
    }
    // Of the bad records too, for their places; their reasons are not told.
    return new Outcome(scores, reasons(model, all, most), faults);
  }

  private static List<List<Reason>> reasons(ScoringModel model, Batch batch, int most) {
    return most == 0 ? List.of() : model.reasons(batch, most);
  }

  private static List<Fault> faults(ScoredBatch scored, int @Nullable [] places) {
    List<Fault> faults = new ArrayList<>();
    for (Refusal refusal : scored.refusals())
      faults.add(
          new Fault(
              (places == null ? refusal.row() : places[refusal.row()]) + 1,
              refusal.column(),
              refusal.rule().code(),
              refusal.rule().message()));
    return faults;
  }

  private static ScoreAnswer answer(ScoringModel model, Outcome outcome) {
    Map<Integer, List<Fault>> byRecord = new TreeMap<>();
    for (Fault fault : outcome.faults())
      byRecord.computeIfAbsent(fault.record(), r -> new ArrayList<>()).add(fault);
    List<RecordScore> records = new ArrayList<>(outcome.scores().length);
    for (int row = 0; row < outcome.scores().length; row++) {
      List<Fault> errors = byRecord.get(row + 1);
      records.add(
          errors == null
              ? new RecordScore(
                  row + 1,
                  outcome.scores()[row],
                  outcome.reasons().isEmpty() ? null : outcome.reasons().get(row),
                  null)
              : new RecordScore(row + 1, null, null, errors));
    }
    return new ScoreAnswer(
        model.name().value(),
        model.version(),
        model.facts().target(),
        records.size() - byRecord.size(),
        byRecord.size(),
        records);
  }

  private static void refuse(List<Fault> faults) {
    if (faults.isEmpty()) return;
    Fault first = faults.getFirst();
    long records = faults.stream().mapToInt(Fault::record).distinct().count();
    throw new StepRejected(
        "invalid-records",
        "%,d record%s cannot be scored; the first: record %d%s: %s. Ask with partial=true to have the others scored."
            .formatted(
                records,
                records == 1 ? "" : "s",
                first.record(),
                first.field().isEmpty() ? "" : ", " + first.field(),
                first.message()),
        Map.of("errorCount", faults.size(), "errors", faults.stream().limit(TOLD).toList()));
  }
}
