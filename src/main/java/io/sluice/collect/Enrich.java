package io.sluice.collect;

import io.sluice.data.RawRecords;
import io.sluice.data.Records;
import io.sluice.data.SchemaCatalog;
import io.sluice.step.Effect;
import io.sluice.step.Label;
import io.sluice.step.Step;
import io.sluice.step.StepBroken;
import io.sluice.step.StepCall;
import io.sluice.step.StepInfo;
import io.sluice.step.StepRejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each of a few records what a source knows of it. Only the named columns are sent, only
 * the named columns are taken, and a column that the record has already is replaced.
 */
@StepInfo(
    name = "enrich",
    title = "Enrich from a source",
    effect = Effect.READING,
    deadline = "PT2M")
final class Enrich implements Step<Enrich.Input, Enrich.Output> {
  private final Questions questions;
  private final SchemaCatalog schemas;

  Enrich(Questions questions, SchemaCatalog schemas) {
    this.questions = questions;
    this.schemas = schemas;
  }

  /**
   * @param by columns to ask with, separated by commas
   * @param take columns to add, separated by commas
   * @param contract of the columns to add: an answer of another type stops the job, and the
   *     contract may name a second source or let the last answer be used again
   */
  record Input(
      StepCall call,
      @Label("Record") RawRecords records,
      @Label("Source") String source,
      @Label("Ask by columns") String by,
      @Label("Take columns") String take,
      @Label("Contract of the columns") @Nullable String contract) {}

  /**
   * @param record with the columns of the source
   */
  record Output(RawRecords record) {}

  /**
   * @throws StepBroken when an answer has values of another type than the contract's columns
   */
  @Override
  public Output run(Input input) {
    if (!(input.records().records() instanceof Records.Inline inline))
      throw new StepRejected(
          "not-a-case", "a source is asked about single records; a dataset is merged instead");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : inline.rows()) rows.add(enriched(row, input));
    return new Output(new RawRecords(new Records.Inline(rows), input.records().contract()));
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // a missing value stays in the row as null
  private Map<String, Object> enriched(Map<String, Object> row, Input input) {
    Map<String, @Nullable Object> question = new LinkedHashMap<>();
    for (String column : names(input.by())) {
      Object value = row.get(column);
      if (value == null)
        throw new StepRejected(
            "lookup-refused",
            "the record has no '%s' to ask %s by".formatted(column, input.source()),
            Map.of("column", column));
      question.put(column, value);
    }
    Map<String, @Nullable Object> answer =
        questions.ask(input.source(), question, input.contract(), input.call().fallback());
    Map<String, @Nullable Object> taken = new LinkedHashMap<>();
    for (String column : names(input.take()))
      taken.put(
          column,
          input.call().fallback().correction().correct(column, single(answer, column, input)));
    if (input.contract() != null)
      AnswerTypes.check(input.source(), taken, schemas.schema(input.contract()));
    Map<String, @Nullable Object> all = new LinkedHashMap<>(row);
    all.putAll(taken);
    return (Map<String, Object>) (Map<String, ?>) all;
  }

  private static @Nullable Object single(
      Map<String, @Nullable Object> answer, String column, Input input) {
    if (!answer.containsKey(column))
      throw new StepRejected(
          "lookup-incomplete",
          "the answer of %s has no '%s'; null says that it is not known"
              .formatted(input.source(), column),
          Map.of("source", input.source(), "column", column));
    Object value = answer.get(column);
    if (value instanceof Map || value instanceof Iterable<?>)
      throw new StepRejected(
          "lookup-incomplete",
          "'%s' in the answer of %s is no single value".formatted(column, input.source()),
          Map.of("source", input.source(), "column", column));
    return value;
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split(",", -1)) if (!name.isBlank()) names.add(name.strip());
    return names;
  }
}
