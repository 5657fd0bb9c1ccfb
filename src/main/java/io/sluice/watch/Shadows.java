package io.sluice.watch;

import io.sluice.data.Batch;
import io.sluice.data.Column;
import io.sluice.score.ModelName;
import io.sluice.score.ModelRuntime;
import io.sluice.score.ScoredBatch;
import io.sluice.score.ScoringModel;
import io.sluice.score.Selector;
import io.sluice.score.Shadow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets challengers score in the background what champions scored. Of a large batch a sample is
 * taken; when more comes than can be scored beside the real work, some of it is left out.
 */
final class Shadows implements Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

  /** Rows of one batch: enough to compare, few enough to store. */
  private static final int SAMPLE = 1_024;

  private static final int WAITING = 4_096;
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration TIDIED = Duration.ofHours(1);

  private final ModelRuntime runtime;
  private final ShadowStore store;
  private final InstantSource clock;
  private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(WAITING);
  private Instant tidied;

  Shadows(ModelRuntime runtime, ShadowStore store, InstantSource clock) {
    this.runtime = runtime;
    this.store = store;
    this.clock = clock;
    this.tidied = clock.instant();
  }

  private record Work(ModelName model, String champion, Batch rows, double[] scores) {}

  @Override
  public List<Column> features(ScoringModel model) {
    return challenger(model).map(ScoringModel::features).orElse(List.of());
  }

  @Override
  public Sample records(ScoringModel model, Batch batch) {
    Optional<ScoringModel> challenger = challenger(model);
    if (challenger.isEmpty() || !fits(batch, challenger.get())) return Sample.NONE;
    int step = Math.max(1, (batch.size() + SAMPLE - 1) / SAMPLE);
    int[] places = IntStream.range(0, batch.size()).filter(row -> row % step == 0).toArray();
    Batch rows = batch.pick(places);
    return scored -> offer(model, rows, places, scored);
  }

  private static boolean fits(Batch batch, ScoringModel challenger) {
    List<String> there = batch.columns().stream().map(Column::name).toList();
    return challenger.features().stream().allMatch(c -> there.contains(c.name()));
  }

  /** Only who serves is compared: not a version that somebody asked for by its name. */
  private Optional<ScoringModel> challenger(ScoringModel model) {
    try {
      return runtime
          .challenger(model.name())
          .filter(other -> !other.version().equals(model.version()))
          .filter(other -> serves(model));
    } catch (RuntimeException e) {
      LOG.debug("No challenger of {} is looked at now", model.name(), e);
      return Optional.empty();
    }
  }

  private boolean serves(ScoringModel model) {
    ScoringModel champion = runtime.latest(model.name(), Selector.CHAMPION);
    return champion.version().equals(model.version());
  }

  private void offer(ScoringModel model, Batch rows, int[] places, ScoredBatch scored) {
    double[] scores = Arrays.stream(places).mapToDouble(row -> scored.scores()[row]).toArray();
    if (!waiting.offer(new Work(model.name(), model.version(), rows, scores)))
      LOG.debug("The challenger of {} does not keep up; records are left out", model.name());
  }

  /** Scores and stores what waits; what cannot be stored is lost and said so. */
  synchronized void flush() {
    List<Work> taken = new ArrayList<>();
    waiting.drainTo(taken);
    for (Work work : taken)
      try {
        score(work);
      } catch (RuntimeException e) {
        LOG.warn("Shadow scores of {} are lost", work.model(), e);
      }
    if (clock.instant().isBefore(tidied.plus(TIDIED))) return;
    tidied = clock.instant();
    store.forget(tidied.minus(KEPT));
  }

  private void score(Work work) {
    Optional<ScoringModel> challenger = runtime.challenger(work.model());
    if (challenger.isEmpty()) return;
    double[] scores = challenger.get().score(work.rows()).scores();
    ShadowStore.Pair pair =
        new ShadowStore.Pair(work.model(), work.champion(), challenger.get().version());
    store.add(pair, clock.instant(), new ShadowScores(work.scores(), scores));
  }
}
