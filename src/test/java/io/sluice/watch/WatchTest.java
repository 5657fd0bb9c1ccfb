package io.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Databases;
import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.model.ModelRoom;
import io.sluice.model.Mover;
import io.sluice.model.Releases;
import io.sluice.score.ScoredBatch;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.step.StepCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened first by each test
  private ModelRoom room;

  @SuppressWarnings("NullAway.Init")
  private Tallies tallies;

  @SuppressWarnings("NullAway.Init")
  private Drift drift;

  private String version = "";

  private void open(Databases database) throws IOException {
    room = new ModelRoom(database, folder);
    version = room.trained(1).version();
    room.releases.release(
        ModelRoom.TRIAL,
        new Releases.Wanted(version, Optional.empty(), Optional.empty()),
        Mover.person("bob"));
    TallyStore store = new TallyStore(room.jdbc);
    tallies = new Tallies(room.models, store, Instant::now);
    drift = new Drift(room.models, store);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void isContentWithRecordsLikeThoseOfTheTraining(Databases database) throws IOException {
    open(database);
    score(2_000, 0, 0);
    Watch.Output output = look(Duration.ofMinutes(1));
    assertThat(output.broken()).as(output.finding()).isFalse();
    assertThat(output.over()).isFalse();
    assertThat(look(Duration.ofHours(25)).over()).isTrue();
    Drift.Report report = drift.report(ModelRoom.TRIAL, version, Instant.now());
    assertThat(report.score().rows()).isEqualTo(2_000);
    assertThat(report.score().psi()).isLessThan(report.score().chance() + .1);
    assertThat(report.features()).allMatch(f -> f.psi() < .25);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void findsAShiftedScoreAndTheColumnsBehindIt(Databases database) throws IOException {
    open(database);
    score(2_000, 2, 0);
    Watch.Output output = look(Duration.ofMinutes(1));
    assertThat(output.broken()).isTrue();
    assertThat(output.finding()).contains("2,000 records", "PSI", "0.25 above chance is right");
    List<Drift.Moved> features = drift.report(ModelRoom.TRIAL, version, Instant.now()).features();
    assertThat(features.getFirst().column()).isEqualTo("height");
    assertThat(features.getFirst().psi()).isGreaterThan(.25);
    assertThat(features.getFirst().ks()).isGreaterThan(.5);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void concludesNothingFromAFewRecords(Databases database) throws IOException {
    open(database);
    score(300, 2, 0);
    assertThat(look(Duration.ofMinutes(1)).broken()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void findsThatTooManyGetNoScore(Databases database) throws IOException {
    open(database);
    score(2_000, 0, .2);
    Watch.Output output = look(Duration.ofMinutes(1));
    assertThat(output.broken()).isTrue();
    assertThat(output.finding()).contains("without a score 0.2");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void endsWhenAnotherVersionServes(Databases database) throws IOException {
    open(database);
    room.releases.rollback(ModelRoom.TRIAL, Optional.empty(), Mover.person("bob"));
    Watch.Output output = look(Duration.ofMinutes(1));
    assertThat(output.over()).isTrue();
    assertThat(output.broken()).isFalse();
  }

  private Watch.Output look(Duration later) {
    tallies.flush();
    Watch watch = new Watch(room.models, drift, () -> Instant.now().plus(later));
    return watch.run(new Watch.Input(StepCall.detached("watch"), ModelRoom.TRIAL, version));
  }

  /** Scores records whose height is shifted, and some of whom lack what the model needs. */
  private void score(int rows, double shift, double lacking) {
    ScoringModel model = room.runtime().pin(ModelRoom.TRIAL, Selector.CHAMPION);
    SplittableRandom random = new SplittableRandom(9);
    Object[] vectors = new Object[model.features().size()];
    for (int i = 0; i < vectors.length; i++)
      vectors[i] = vector(model.features().get(i), rows, random, shift, lacking);
    Batch batch = new Batch(model.features(), vectors, rows, 0);
    tallies.records(model, batch);
    ScoredBatch scored = model.score(batch);
    tallies.scores(model, scored);
    assertThat(Arrays.stream(scored.scores()).filter(Double::isNaN).count())
        .isEqualTo(Math.round(rows * lacking));
  }

  /** As the room's training rows are, but for the shift and the lack. */
  private static Object vector(
      Column column, int rows, SplittableRandom random, double shift, double lacking) {
    if (!column.type().numeric()) {
      @Nullable String[] colours = new @Nullable String[rows];
      for (int i = 0; i < rows; i++)
        colours[i] = i % 50 == 0 ? null : COLOURS.get(random.nextInt(COLOURS.size()));
      return colours;
    }
    double[] values = new double[rows];
    boolean height = column.name().equals("height");
    for (int i = 0; i < rows; i++)
      if (height) values[i] = i % 7 == 0 ? Double.NaN : shift + random.nextGaussian();
      else values[i] = i < Math.round(rows * lacking) ? Double.NaN : random.nextDouble();
    return values;
  }
}
