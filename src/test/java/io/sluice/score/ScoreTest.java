package io.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.InMemoryDatasets;
import io.sluice.data.Records;
import io.sluice.data.Type;
import io.sluice.data.ValidRecords;
import io.sluice.step.Fallback;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("_line", Type.INTEGER),
          new Column("_key", Type.TEXT),
          new Column("colour", Type.TEXT),
          new Column("height", Type.NUMBER),
          new Column("weight", Type.NUMBER));
  private static final List<Encoding> ENCODINGS =
      List.of(
          new Encoding.Numeric("height", Type.NUMBER, 1.5, 0, 1),
          new Encoding.Codes("colour", List.of("red", "blue"), List.of(0d, 1d), 0.5, null),
          new Encoding.Numeric("weight", Type.NUMBER, null, 0, 1));

  private static final ScoreSettings SETTINGS = new ScoreSettings(0, 100);

  private final InMemoryDatasets datasets = new InMemoryDatasets();
  private final ScoringPool pool = new ScoringPool(3);
  private final ScoringBounds bounds = new ScoringBounds(InstantSource.system());
  private final ScoringModel model = model();
  private Selector asked = Selector.CHAMPION;
  private final Score score =
      new Score(
          (name, selector) -> {
            asked = selector;
            return model;
          },
          new StoredScoring(datasets, pool, new NoTally(), Shadow.NONE, SETTINGS),
          new LiveScoring(new NoTally(), Shadow.NONE, SETTINGS),
          bounds);

  @AfterEach
  void close() {
    pool.close();
    bounds.close();
  }

  @Test
  void scoresStoredRowsInTheirOrderOverManyBatches() {
    Records.Stored rows = datasets.add(COLUMNS, rows(40_000));
    Score.Output output = run(rows);
    assertThat(output.scored()).isEqualTo(40_000);
    assertThat(output.unscored()).isZero();
    var scores = datasets.of(Dataset.Kind.SCORES).getFirst();
    assertThat(scores.lineage().parents()).containsExactly(rows.dataset(), "model:trial@v1");
    assertThat(scores.column("key")).isEqualTo(datasets.content(rows.dataset()).column("_key"));
    assertThat(scores.column("score")).isEqualTo(alone(rows));
    assertThat(datasets.of(Dataset.Kind.QUARANTINE)).isEmpty();
  }

  @Test
  void scoresWithAnotherVersionWhenARemedySaysSo() {
    assertThat(askedFor(Selector.CHAMPION, Fallback.Kind.PREVIOUS_VERSION))
        .isEqualTo(Selector.PREVIOUS);
    Selector pinned = new Selector("v2");
    assertThat(askedFor(pinned, Fallback.Kind.CHAMPION)).isEqualTo(Selector.CHAMPION);
    assertThat(askedFor(pinned, Fallback.Kind.NONE)).isEqualTo(pinned);
  }

  private Selector askedFor(Selector wanted, Fallback.Kind kind) {
    Records.Stored rows = datasets.add(COLUMNS, rows(3));
    score.run(
        new Score.Input(
            StepCall.detached("score").with(Fallback.of(kind)),
            new ValidRecords(rows, "trial"),
            new ModelName("trial"),
            wanted,
            0));
    return asked;
  }

  @Test
  void leavesRefusedRowsUnscoredAndSaysWhy() {
    Records.Stored rows =
        datasets.add(
            COLUMNS,
            List.of(
                row(2, "a", "red", 1.0, 1.0),
                row(3, "b", "mauve", 1.0, 1.0),
                row(4, "c", "blue", 1.0, null),
                row(5, "d", null, null, 1.0)));
    Score.Output output = run(rows);
    assertThat(output.scored()).isEqualTo(2);
    assertThat(output.unscored()).isEqualTo(2);
    assertThat(datasets.of(Dataset.Kind.SCORES).getFirst().column("key")).containsExactly("a", "d");
    var quarantine = datasets.of(Dataset.Kind.QUARANTINE).getFirst();
    assertThat(quarantine.column("line")).containsExactly(3.0, 4.0);
    assertThat(quarantine.column("column")).containsExactly("colour", "weight");
    assertThat(quarantine.column("rule")).containsExactly("unknown-category", "missing-value");
    assertThat(quarantine.column("value")).containsExactly("mauve", null);
    assertThat(quarantine.column("record").getFirst())
        .isEqualTo("{\"height\":1.0,\"colour\":\"mauve\",\"weight\":1.0}");
  }

  @Test
  void scoresInlineRowsAsStoredOnes() {
    List<@Nullable Object[]> rows = rows(100);
    Records.Stored stored = datasets.add(COLUMNS, rows);
    run(stored);
    Score.Output output = run(new Records.Inline(rows.stream().map(ScoreTest::inline).toList()));
    List<Map<String, Object>> scored = ((Records.Inline) output.scores().records()).rows();
    var expected = datasets.of(Dataset.Kind.SCORES).getFirst();
    assertThat(scored.stream().map(r -> r.get("key")).toList()).isEqualTo(expected.column("key"));
    assertThat(scored.stream().map(r -> r.get("score")).toList())
        .isEqualTo(expected.column("score"));
  }

  @Test
  void rejectsRecordsOfWhichNoneCanBeScored() {
    Records.Stored rows = datasets.add(COLUMNS, rowsOf(row(2, "a", "mauve", 1.0, 1.0)));
    assertRejected("nothing-scored", rows);
    assertThat(datasets.of(Dataset.Kind.QUARANTINE)).hasSize(1);
    assertThat(datasets.of(Dataset.Kind.SCORES)).isEmpty();
    assertRejected("nothing-scored", datasets.add(COLUMNS, List.of()));
    assertRejected("nothing-scored", new Records.Inline(List.of()));
  }

  @Test
  void rejectsRecordsWithoutAFeature() {
    assertRejected("missing-feature", datasets.add(COLUMNS.subList(0, 3), List.of()));
  }

  @Test
  void rejectsInlineValuesOfTheWrongTypeWithoutShowingThem() {
    Map<String, Object> row = Map.of("height", "tall", "weight", 1, "colour", "red");
    assertThatThrownBy(() -> run(new Records.Inline(List.of(row))))
        .hasMessageContaining("'height' should be NUMBER")
        .hasMessageNotContaining("tall");
  }

  private Score.Output run(Records records) {
    return score.run(
        new Score.Input(
            StepCall.detached("score"),
            new ValidRecords(records, "trial"),
            new ModelName("trial"),
            Selector.CHAMPION,
            0));
  }

  private void assertRejected(String code, Records records) {
    assertThatThrownBy(() -> run(records))
        .asInstanceOf(type(StepRejected.class))
        .extracting(StepRejected::code)
        .isEqualTo(code);
  }

  private List<@Nullable Object> alone(Records.Stored rows) {
    List<@Nullable Object> scores = new ArrayList<>();
    for (@Nullable Object[] row : datasets.content(rows.dataset()).rows())
      scores.add(model.score(InlineRows.batch(List.of(inline(row)), model.features())).scores()[0]);
    return scores;
  }

  private static Map<String, Object> inline(@Nullable Object[] row) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value != null) values.put(COLUMNS.get(i).name(), value);
    }
    return values;
  }

  private static List<@Nullable Object[]> rows(int count) {
    SplittableRandom random = new SplittableRandom(5);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++)
      rows.add(
          row(
              i + 2,
              "k" + i,
              i % 9 == 0 ? null : random.nextBoolean() ? "red" : "blue",
              i % 5 == 0 ? null : random.nextGaussian(),
              random.nextGaussian()));
    return rows;
  }

  private static List<@Nullable Object[]> rowsOf(@Nullable Object[] row) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(row);
    return rows;
  }

  private static @Nullable Object[] row(
      double line,
      String key,
      @Nullable String colour,
      @Nullable Double height,
      @Nullable Double weight) {
    return new @Nullable Object[] {line, key, colour, height, weight};
  }

  private static ScoringModel model() {
    SplittableRandom random = new SplittableRandom(9);
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < 10; i++) trees.add(RandomTrees.tree(random, 3, 6));
    return new ScoringModel(
        new ModelName("trial"),
        "v1",
        new ScoringModel.Facts("trial", "bad = true", "forest", "0"),
        new Encoder(ENCODINGS),
        Kernel.of(new Ensemble(3, 0, Ensemble.Link.LOGISTIC, trees)),
        Optional.empty());
  }
}
