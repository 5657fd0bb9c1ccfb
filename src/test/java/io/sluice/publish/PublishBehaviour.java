package io.sluice.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Databases;
import io.sluice.data.Records;
import io.sluice.data.Scores;
import io.sluice.publish.PublishRoom.Seen;
import io.sluice.step.StepRejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What publishing does, the same on each database. */
abstract class PublishBehaviour {
  private static final int ROWS = 2_500;

  @TempDir Path folder;
  private final Databases database;
  private final GivenScores given = new GivenScores();
  private PublishRoom room;

  PublishBehaviour(Databases database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    room = new PublishRoom(database, folder, given);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void showsTheNewScoresInsteadOfTheOld() {
    room.publish("run-1", given.of(ROWS, .1));
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
    room.publish("run-2", given.of(ROWS + 1, .2));
    assertThat(room.seen()).isEqualTo(new Seen(ROWS + 1, .2, .2));
  }

  @Test
  void findsTheScoreOfAKey() {
    String[] keys = {"a", "ä,\"b\"", "c\nd"};
    room.publish("run-1", given.of(keys, new double[] {.1 + .2, Double.MIN_VALUE, -1e300}));
    assertThat(score("a")).isEqualTo(.1 + .2);
    assertThat(score("ä,\"b\"")).isEqualTo(Double.MIN_VALUE);
    assertThat(score("c\nd")).isEqualTo(-1e300);
    assertThat(room.lookup.find(PublishRoom.MODEL, "x")).isEmpty();
    assertThat(room.lookup.find("other", "a")).isEmpty();
    assertThat(room.lookup.find(PublishRoom.MODEL, "a").orElseThrow().run()).isEqualTo("run-1");
  }

  @Test
  void publishesInlineScores() {
    List<Map<String, Object>> rows = List.of(Map.of("key", "a", "score", .25));
    room.publish("run-1", new Scores(new Records.Inline(rows), PublishRoom.MODEL, "v1"));
    assertThat(score("a")).isEqualTo(.25);
  }

  @Test
  void showsAnEmptySetAfterAnEmptyPublication() {
    room.publish("run-1", given.of(ROWS, .1));
    room.publish("run-2", given.of(0, 0));
    assertThat(room.seen()).isEqualTo(Seen.NOTHING);
  }

  @Test
  void putsTheEarlierScoresBack() {
    room.publish("run-1", given.of(ROWS, .1));
    String second = room.publish("run-2", given.of(ROWS, .2));
    assertThat(room.withdraw(second)).isTrue();
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
  }

  @Test
  void withdrawsTwiceAsOnce() {
    room.publish("run-1", given.of(ROWS, .1));
    room.publish("run-2", given.of(ROWS, .2));
    String third = room.publish("run-3", given.of(ROWS, .3));
    assertThat(room.withdraw(third)).isTrue();
    assertThat(room.withdraw(third)).isTrue();
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .2, .2));
  }

  @Test
  void leavesNothingWhenTheOnlyPublicationIsWithdrawn() {
    room.withdraw(room.publish("run-1", given.of(ROWS, .1)));
    assertThat(room.seen()).isEqualTo(Seen.NOTHING);
    assertThat(room.lookup.find(PublishRoom.MODEL, "k1")).isEmpty();
  }

  @Test
  void leavesTheNewerScoresWhenAnOlderPublicationIsWithdrawn() {
    room.publish("run-1", given.of(ROWS, .1));
    String second = room.publish("run-2", given.of(ROWS, .2));
    String third = room.publish("run-3", given.of(ROWS, .3));
    assertThat(room.withdraw(second)).isTrue();
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .3, .3));
    room.withdraw(third);
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
  }

  @Test
  void refusesToWithdrawWhatWasNeverPublished() {
    for (String name : List.of("4711", "", "one", "99999999999999999999"))
      assertThatThrownBy(() -> room.withdraw(name))
          .isInstanceOf(StepRejected.class)
          .extracting(e -> ((StepRejected) e).code())
          .isEqualTo("unknown-publication");
  }

  @Test
  void publishesOnceWhenCalledTwice() {
    Scores scores = given.of(ROWS, .1);
    Publish.Input input = new Publish.Input(PublishRoom.call("run-1"), scores);
    Publish.Output first = room.publish.run(input);
    room.publish("run-2", given.of(ROWS, .2));
    assertThat(room.publish.run(input)).isEqualTo(first);
    assertThat(room.publications()).isEqualTo(2);
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .2, .2));
  }

  @Test
  void refusesOtherScoresFromTheSameCall() {
    room.publish("run-1", given.of(ROWS, .1));
    assertRejected("run-1", "published-otherwise", given.of(ROWS, .2));
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
  }

  @Test
  void publishesAgainAfterAWithdrawalInTheSameRun() {
    String first = room.publish("run-1", given.of(ROWS, .1));
    room.withdraw(first);
    assertThat(room.publish("run-1", given.of(ROWS, .2))).isNotEqualTo(first);
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .2, .2));
  }

  @Test
  void keepsTheOldScoresWhenTheCallersTransactionFails() {
    room.publish("run-1", given.of(ROWS, .1));
    Scores scores = given.of(ROWS, .2);
    assertThatThrownBy(
            () ->
                room.transaction.executeWithoutResult(
                    status -> {
                      room.publish("run-2", scores);
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
    assertThat(room.publications()).isEqualTo(1);
    assertThat(room.kept()).hasSize(1);
    room.publish("run-2", scores);
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .2, .2));
  }

  @Test
  void leavesNothingOfARefusedSetInTheCallersTransaction() throws Exception {
    room.publish("run-1", given.of(ROWS, .1));
    @Nullable String[] keys = new String[ROWS];
    for (int i = 0; i < ROWS; i++) keys[i] = "k" + i;
    keys[ROWS - 1] = "k0";
    Scores scores = given.of(keys, new double[ROWS]);
    room.transaction.executeWithoutResult(
        status -> assertRejected("run-2", "duplicate-key", scores));
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, .1, .1));
    assertThat(room.kept()).hasSize(1);
    try (var files = Files.list(folder.resolve("tmp/publish"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesScoresThatCannotBeLookedUpOrCompared() {
    assertRejected("run-2", "duplicate-key", given.of(new String[] {"a", "a"}, new double[2]));
    assertRejected(
        "run-2", "missing-key", given.of(new @Nullable String[] {"a", null}, new double[2]));
    assertRejected("run-2", "missing-key", given.of(new String[] {"a", ""}, new double[2]));
    assertRejected(
        "run-2", "key-too-long", given.of(new String[] {"a".repeat(256)}, new double[1]));
    for (double score :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
      assertRejected(
          "run-2", "score-not-finite", given.of(new String[] {"a"}, new double[] {score}));
    assertThat(room.publications()).isZero();
  }

  @Test
  void deletesTheRowsThatNoUndoGoesBackTo() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= 5; i++) names.add(room.publish("run-" + i, given.of(ROWS, i)));
    room.cleaned();
    assertThat(room.kept().stream().map(String::valueOf)).isEqualTo(names.subList(2, 5));
    room.withdraw(names.get(4));
    room.withdraw(names.get(3));
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, 3, 3));
    room.cleaned();
    assertThat(room.kept().stream().map(String::valueOf)).isEqualTo(names.subList(2, 3));
    room.withdraw(names.get(2));
    assertThat(room.seen()).isEqualTo(Seen.NOTHING);
  }

  @Test
  void showsReadersTheOldOrTheNewSetAndNeverHalf() {
    room.publish("run-0", given.of(ROWS, 0));
    CompletableFuture<String> last =
        CompletableFuture.supplyAsync(
            () -> {
              String name = "";
              for (int i = 1; i <= 6; i++) {
                name = room.publish("run-" + i, given.of(ROWS, i));
                if (i % 3 == 0) room.withdraw(name);
              }
              return name;
            });
    List<Seen> halves = new ArrayList<>();
    do {
      Seen seen = room.seen();
      if (seen.rows() != ROWS || seen.least() != seen.most()) halves.add(seen);
      double one = score("k7");
      if (one != Math.rint(one)) halves.add(new Seen(1, one, one));
    } while (!last.isDone());
    assertThat(halves).isEmpty();
    assertThat(last).isCompleted();
    assertThat(room.seen()).isEqualTo(new Seen(ROWS, 5, 5));
  }

  @Test
  void findsTheNewScoreWhenTheOldRowsGoWhileItLooks() {
    room.publish("run-1", given.of(ROWS, .1));
    AtomicBoolean late = new AtomicBoolean();
    ScoreLookup slow =
        room.lookingUp(
            () -> {
              if (late.getAndSet(true)) return;
              for (int i = 2; i <= 5; i++) room.publish("run-" + i, given.of(ROWS, i));
              room.cleaned();
            });
    assertThat(slow.find(PublishRoom.MODEL, "k7").orElseThrow().score()).isEqualTo(5);
    assertThat(room.kept()).hasSize(3);
    assertThat(slow.find(PublishRoom.MODEL, "unknown")).isEmpty();
  }

  private double score(String key) {
    return room.lookup.find(PublishRoom.MODEL, key).orElseThrow().score();
  }

  private void assertRejected(String run, String code, Scores scores) {
    assertThatThrownBy(() -> room.publish(run, scores))
        .isInstanceOf(StepRejected.class)
        .extracting(e -> ((StepRejected) e).code())
        .isEqualTo(code);
  }
}
