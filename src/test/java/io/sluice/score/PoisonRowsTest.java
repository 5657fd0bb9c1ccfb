package io.sluice.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.data.Column;
import io.sluice.data.Dataset;
import io.sluice.data.InMemoryDatasets;
import io.sluice.data.Records;
import io.sluice.data.Type;
import io.sluice.data.ValidRecords;
import io.sluice.step.Progress;
import io.sluice.step.StepCall;
import io.sluice.step.StepRejected;
import io.sluice.step.StepUnavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PoisonRowsTest {
  private static final int ROWS = 20_000;
  private static final int MOST = 20;
  private static final ScoreSettings SETTINGS = new ScoreSettings(2, MOST);
  private static final List<Column> COLUMNS =
      List.of(
          new Column("_line", Type.INTEGER),
          new Column("_key", Type.TEXT),
          new Column("amount", Type.NUMBER));
  private static final RuntimeException DEADLY = new ArithmeticException("of 4711 EUR");

  private final InMemoryDatasets datasets = new InMemoryDatasets();

  @Property(tries = 60)
  void quarantinesExactlyThePoisonRowsAndScoresTheOthersAsIfTheyWereNotThere(
      @ForAll @Size(max = MOST) Set<@IntRange(max = ROWS - 1) Integer> poison,
      @ForAll @Size(max = 5) Set<@IntRange(max = ROWS - 1) Integer> without) {
    Set<Integer> missing = new TreeSet<>(without);
    missing.removeAll(poison);
    InMemoryDatasets healthy = new InMemoryDatasets();
    Set<Integer> gone = new TreeSet<>(poison);
    gone.addAll(missing);
    run(healthy, kernel(Set.of()), stored(healthy, gone));
    Score.Output output = run(datasets, kernel(poison), stored(datasets, missing));
    assertThat(output.unscored()).isEqualTo(gone.size());
    assertThat(output.scored()).isEqualTo(ROWS - gone.size());
    assertThat(last(datasets, "key")).isEqualTo(last(healthy, "key"));
    assertThat(last(datasets, "score")).isEqualTo(last(healthy, "score"));
    if (gone.isEmpty()) return;
    var quarantine = datasets.of(Dataset.Kind.QUARANTINE).getLast();
    Set<Object> lines = new TreeSet<>();
    for (int row : gone) lines.add(row + 2.0);
    assertThat(new TreeSet<>(quarantine.column("line"))).isEqualTo(lines);
    assertThat(quarantine.rows()).hasSize(gone.size());
    assertThat(quarantine.column("rule").stream().filter("poison-row:ArithmeticException"::equals))
        .hasSize(poison.size());
  }

  @Test
  void quarantinesALineThatSaysWhatTheModelDiedOfWithoutItsMessage() {
    run(datasets, kernel(Set.of(7)), stored(datasets, Set.of()));
    var quarantine = datasets.of(Dataset.Kind.QUARANTINE).getLast();
    assertThat(quarantine.column("line")).containsExactly(9.0);
    assertThat(quarantine.column("column")).containsExactly("");
    assertThat(quarantine.column("rule")).containsExactly("poison-row:ArithmeticException");
    assertThat(quarantine.column("value")).containsExactly((Object) null);
    assertThat(quarantine.column("message"))
        .containsExactly("the model fails on this row with ArithmeticException");
    assertThat(quarantine.column("record")).containsExactly("{\"amount\":7.0}");
  }

  @Test
  void tellsHowManyRowsAreTurnedAway() {
    List<Long> told = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void rejected(long rows) {
            told.add(rows);
          }
        };
    StepCall call = new StepCall("run", "score", "", progress);
    run(call, datasets, kernel(Set.of(3, 19_000)), stored(datasets, Set.of(5)));
    assertThat(told).containsExactly(2L, 3L);
  }

  @Test
  void doesNotBlameARowThatIsRefusedAnyway() {
    DeadlyKernel kernel = new DeadlyKernel(Double::isNaN, () -> DEADLY);
    Score.Output output = run(datasets, kernel, stored(datasets, Set.of(0, 4_000, ROWS - 1)));
    assertThat(output.scored()).isEqualTo(ROWS - 3);
    assertThat(datasets.of(Dataset.Kind.QUARANTINE).getLast().column("rule"))
        .containsExactly("missing-value", "missing-value", "missing-value");
  }

  @Test
  void failsAsTheModelDoesWhenItFailsOnTooManyRows() {
    Set<Integer> many =
        new TreeSet<>(IntStream.rangeClosed(0, MOST).map(i -> i * 900).boxed().toList());
    assertBroken(kernel(many), stored(datasets, Set.of()));
    many.remove(0);
    assertThat(run(datasets, kernel(many), stored(datasets, Set.of())).unscored()).isEqualTo(MOST);
  }

  @Test
  void findsOutSoonThatAModelIsBroken() {
    DeadlyKernel broken = new DeadlyKernel(amount -> true, () -> DEADLY);
    assertBroken(broken, stored(datasets, Set.of()));
    assertThat(broken.calls()).isLessThan(100);
  }

  @Test
  void failsAsTheModelDoesWhenNoRowOfAFewSurvives() {
    DeadlyKernel broken = new DeadlyKernel(amount -> true, () -> DEADLY);
    Set<Integer> all = new TreeSet<>(IntStream.range(2, ROWS).boxed().toList());
    assertBroken(broken, stored(datasets, all));
    assertBroken(broken, inline(0, 1));
  }

  private void assertBroken(DeadlyKernel kernel, Records records) {
    int before = datasets.of(Dataset.Kind.QUARANTINE).size();
    assertThatThrownBy(() -> run(datasets, kernel, records)).isSameAs(DEADLY);
    assertThat(datasets.of(Dataset.Kind.QUARANTINE)).hasSize(before);
    assertThat(datasets.of(Dataset.Kind.SCORES)).isEmpty();
  }

  @Test
  void goesOnWithoutASearchWhenNoRowIsToBlame() {
    assertNotSearched(() -> new StepUnavailable("not now", null));
    assertNotSearched(() -> new StepRejected("no", "no"));
  }

  private void assertNotSearched(Supplier<RuntimeException> failure) {
    RuntimeException wanted = failure.get();
    DeadlyKernel kernel = new DeadlyKernel(amount -> amount == 7, () -> wanted);
    assertThatThrownBy(() -> run(datasets, kernel, inline(6, 7, 8))).isSameAs(wanted);
    assertThat(kernel.calls()).isOne();
    assertThatThrownBy(() -> run(datasets, kernel, stored(datasets, Set.of()))).isSameAs(wanted);
  }

  @Test
  void neverSearchesWhenTheMachineGivesWay() {
    Error memory = new OutOfMemoryError("test");
    DeadlyKernel kernel = new DeadlyKernel(amount -> amount == 7, () -> memory);
    assertThatThrownBy(() -> run(datasets, kernel, inline(6, 7, 8))).isSameAs(memory);
    assertThat(kernel.calls()).isOne();
    assertThatThrownBy(() -> run(datasets, kernel, stored(datasets, Set.of())))
        .hasRootCause(memory);
  }

  @Test
  void leavesAPoisonRecordAmongInlineOnesUnscored() {
    Score.Output output = run(datasets, kernel(Set.of(7)), inline(6, 7, 8));
    assertThat(output.unscored()).isOne();
    assertThat(((Records.Inline) output.scores().records()).rows())
        .containsExactly(
            Map.of("key", "k6", "score", 1 / 7.0), Map.of("key", "k8", "score", 1 / 9.0));
  }

  @Test
  void refusesARecordThatComesAloneLikeOneThatTheModelDoesNotTake() {
    assertThatThrownBy(() -> run(datasets, kernel(Set.of(7)), inline(7)))
        .isInstanceOfSatisfying(
            StepRejected.class, e -> assertThat(e.code()).isEqualTo("nothing-scored"));
  }

  @Test
  void anAllowanceOfNoneFailsAtTheFirst() {
    LiveScoring live = new LiveScoring(new NoTally(), Shadow.NONE, new ScoreSettings(1, 0));
    var batch = InlineRows.batch(((Records.Inline) inline(6, 7)).rows(), COLUMNS.subList(2, 3));
    assertThatThrownBy(() -> live.score(model(kernel(Set.of(7))), batch)).isSameAs(DEADLY);
    assertThatThrownBy(() -> new ScoreSettings(0, -1)).hasMessageContaining("most-poison-rows");
  }

  private static DeadlyKernel kernel(Set<Integer> poison) {
    return new DeadlyKernel(amount -> poison.contains((int) amount), () -> DEADLY);
  }

  private static List<@Nullable Object> last(InMemoryDatasets datasets, String column) {
    return datasets.of(Dataset.Kind.SCORES).getLast().column(column);
  }

  private static Records.Stored stored(InMemoryDatasets datasets, Set<Integer> missing) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++)
      rows.add(
          new @Nullable Object[] {i + 2.0, "k" + i, missing.contains(i) ? Double.NaN : (double) i});
    return datasets.add(COLUMNS, rows);
  }

  private static Records inline(int... amounts) {
    return new Records.Inline(
        IntStream.of(amounts)
            .mapToObj(i -> Map.<String, Object>of("_key", "k" + i, "amount", (double) i))
            .toList());
  }

  private static Score.Output run(InMemoryDatasets datasets, DeadlyKernel kernel, Records records) {
    return run(StepCall.detached("score"), datasets, kernel, records);
  }

  private static Score.Output run(
      StepCall call, InMemoryDatasets datasets, DeadlyKernel kernel, Records records) {
    ScoringModel model = model(kernel);
    try (ScoringPool pool = new ScoringPool(2);
        ScoringBounds bounds = new ScoringBounds(InstantSource.system())) {
      return new Score(
              (name, selector) -> model,
              new StoredScoring(datasets, pool, new NoTally(), Shadow.NONE, SETTINGS),
              new LiveScoring(new NoTally(), Shadow.NONE, SETTINGS),
              bounds)
          .run(
              new Score.Input(
                  call,
                  new ValidRecords(records, "trial"),
                  new ModelName("trial"),
                  Selector.CHAMPION,
                  0));
    }
  }

  private static ScoringModel model(DeadlyKernel kernel) {
    return new ScoringModel(
        new ModelName("trial"),
        "v1",
        new ScoringModel.Facts("trial", "bad = true", "imported", "0"),
        new Encoder(List.of(new Encoding.Numeric("amount", Type.NUMBER, null, 0, 1))),
        kernel,
        Optional.empty());
  }
}
